package org.confluens.dicom.net;

import java.util.List;

/**
 * What the acceptor of associations supports of one abstract syntax.
 *
 * @param transferSyntaxes in the order of our preference, which decides
 * @param scp whether we take the role of the SCP (the default role of an acceptor)
 * @param scu whether we also let the requestor be the SCP, so that we are the SCU
 * @param extension answers the application information of an extended negotiation, or nothing
 */
public record ContextOffer(
        String abstractSyntax, List<String> transferSyntaxes, boolean scp, boolean scu, ExtendedAnswer extension) {

    public ContextOffer {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    /** An offer in the default role, without extended negotiation. */
    public static ContextOffer scp(String abstractSyntax, List<String> transferSyntaxes) {
        return new ContextOffer(abstractSyntax, transferSyntaxes, true, false, ExtendedAnswer.none());
    }
}
