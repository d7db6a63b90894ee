package org.confluens.dicom.dimse;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.net.ExtendedNegotiation;

/**
 * A presentation context to propose.
 *
 * @param transferSyntaxes of which the peer chooses one
 * @param asScu whether we are to request the service
 * @param asScp whether we are to perform it: for what a C-GET brings, and for event reports
 * @param extension what is asked for by the SOP class extended negotiation (PS3.7 section D.3.3.5)
 */
public record PresentationRequest(
        String sopClassUid,
        List<String> transferSyntaxes,
        boolean asScu,
        boolean asScp,
        Optional<ExtendedNegotiation> extension) {
    public PresentationRequest {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    /** A context without extended negotiation. */
    public PresentationRequest(String sopClassUid, List<String> transferSyntaxes, boolean asScu, boolean asScp) {
        this(sopClassUid, transferSyntaxes, asScu, asScp, Optional.empty());
    }

    /** One context in the usual role. */
    public static PresentationRequest of(String sopClassUid, String... transferSyntaxes) {
        return new PresentationRequest(sopClassUid, Arrays.asList(transferSyntaxes), true, false);
    }

    /** A context for each transfer syntax, so that we choose among those accepted, instance by instance. */
    public static List<PresentationRequest> each(String sopClassUid, Collection<String> transferSyntaxes) {
        return transferSyntaxes.stream().map(syntax -> of(sopClassUid, syntax)).toList();
    }

    /** The same context in the role of the SCP only. */
    public PresentationRequest scp() {
        return new PresentationRequest(sopClassUid, transferSyntaxes, false, true, extension);
    }

    /** The same context, asking for what the service class defines, such as relational queries. */
    public PresentationRequest asking(byte[] information) {
        Optional<ExtendedNegotiation> asked = Optional.of(new ExtendedNegotiation(sopClassUid, information));
        return new PresentationRequest(sopClassUid, transferSyntaxes, asScu, asScp, asked);
    }
}
