package org.confluens.dicom.dimse;

import java.util.List;
import java.util.Set;

/**
 * SOP classes that a handler serves. Several offers may name one SOP class, each with a handler of another kind.
 *
 * @param transferSyntaxes in the order of preference: the first that the peer proposes too is taken
 * @param role which side of the SOP class the handler is
 */
public record ServiceOffer(Set<String> sopClasses, List<String> transferSyntaxes, DimseHandler handler, Role role) {

    /** The role that we take as the acceptor of associations, PS3.7 section D.3.3.4. */
    public enum Role {
        /** We perform what the peer requests: the usual one. */
        SCP,
        /** The peer is the SCP: it reports to us as storage commitment does, or takes what a C-GET sends back. */
        SCU
    }

    public ServiceOffer {
        sopClasses = Set.copyOf(sopClasses);
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    /** An offer as SCP. */
    public ServiceOffer(Set<String> sopClasses, List<String> transferSyntaxes, DimseHandler handler) {
        this(sopClasses, transferSyntaxes, handler, Role.SCP);
    }

    /** Lets a C-GET send instances of these SOP classes back: the peer performs what we request. */
    public static ServiceOffer subOperations(Set<String> sopClasses, List<String> transferSyntaxes) {
        return new ServiceOffer(sopClasses, transferSyntaxes, new NormalizedHandler() {}, Role.SCU);
    }

    /** Takes the event reports that the SCP of these SOP classes sends on an association of its own. */
    public static ServiceOffer eventReports(
            Set<String> sopClasses, List<String> transferSyntaxes, NormalizedHandler handler) {
        return new ServiceOffer(sopClasses, transferSyntaxes, handler, Role.SCU);
    }
}
