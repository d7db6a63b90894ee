package org.confluens.dicom.net;

import java.util.List;

/** A presentation context that the requestor proposes, PS3.8 section 9.3.2.2; its transfer syntaxes in the order sent. */
public record ProposedContext(int id, String abstractSyntax, List<String> transferSyntaxes) {
    public ProposedContext {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }
}
