package org.confluens.dicom.net;

/**
 * A presentation context that both sides agreed on.
 *
 * @param localScu whether this side may send requests of the SOP class
 * @param localScp whether this side answers requests of the SOP class
 */
public record AcceptedContext(
        int id, String abstractSyntax, String transferSyntax, boolean localScu, boolean localScp) {}
