package org.confluens.dicom.dimse;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A presentation context to propose.
 *
 * @param transferSyntaxes of which the peer chooses one
 * @param asScu whether we are to request the service
 * @param asScp whether we are to perform it: for what a C-GET brings, and for event reports
 */
public record PresentationRequest(String sopClassUid, List<String> transferSyntaxes, boolean asScu, boolean asScp) {
    public PresentationRequest {
        transferSyntaxes = List.copyOf(transferSyntaxes);
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
        return new PresentationRequest(sopClassUid, transferSyntaxes, false, true);
    }
}
