package org.confluens.dicom.dimse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.net.ExtendedAnswer;

/**
 * SOP classes that a handler serves. Several offers may name one SOP class, each with a handler of another kind.
 *
 * @param transferSyntaxes in the order of preference: the first that the peer proposes too is taken
 * @param role which side of the SOP class the handler is
 * @param extension what the SOP class extended negotiation is answered with
 * @param serviceClass the Service Class UID whose SOP classes are all served, named above or not, if the peer says that
 *     they are of it (PS3.7 section D.3.3.6)
 */
public record ServiceOffer(
        Set<String> sopClasses,
        List<String> transferSyntaxes,
        DimseHandler handler,
        Role role,
        ExtendedAnswer extension,
        Optional<String> serviceClass) {

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
        this(sopClasses, transferSyntaxes, handler, Role.SCP, ExtendedAnswer.none(), Optional.empty());
    }

    /** The same with an answer to the extended negotiation. */
    public ServiceOffer answering(ExtendedAnswer answer) {
        return new ServiceOffer(sopClasses, transferSyntaxes, handler, role, answer, serviceClass);
    }

    /** The same for every SOP class of a service class. */
    public ServiceOffer andAllOf(String serviceClassUid) {
        return new ServiceOffer(sopClasses, transferSyntaxes, handler, role, extension, Optional.of(serviceClassUid));
    }

    private static ServiceOffer scu(Set<String> sopClasses, List<String> syntaxes, NormalizedHandler handler) {
        return new ServiceOffer(sopClasses, syntaxes, handler, Role.SCU, ExtendedAnswer.none(), Optional.empty());
    }

    /** Lets a C-GET send instances of these SOP classes back: the peer performs what we request. */
    public static ServiceOffer subOperations(Set<String> sopClasses, List<String> transferSyntaxes) {
        return scu(sopClasses, transferSyntaxes, new NormalizedHandler() {});
    }

    /** Takes the event reports that the SCP of these SOP classes sends on an association of its own. */
    public static ServiceOffer eventReports(
            Set<String> sopClasses, List<String> transferSyntaxes, NormalizedHandler handler) {
        return scu(sopClasses, transferSyntaxes, handler);
    }
}
