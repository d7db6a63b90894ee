package org.confluens.dicom.net;

import java.util.Optional;

/** Answers the Service-class-application-information of a SOP class extended negotiation, PS3.7 section D.3.3.5. */
@FunctionalInterface
public interface ExtendedAnswer {
    /**
     * What the acceptor says.
     *
     * @param asked what the requestor says, of any length
     * @return nothing to leave the item out of the acceptance, so that the defaults of the service class hold
     */
    Optional<byte[]> answer(String sopClassUid, byte[] asked);

    /** Says nothing. */
    static ExtendedAnswer none() {
        return (sopClassUid, asked) -> Optional.empty();
    }
}
