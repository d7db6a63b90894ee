package org.confluens.dicom.dimse;

import java.io.IOException;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.platform.log.Tellable;

/** The peer accepted no presentation context for what was to be sent. The association goes on. */
public final class NoPresentationContextException extends IOException implements Tellable {
    private static final long serialVersionUID = 1L;

    NoPresentationContextException(RemoteAe remote, String sopClassUid) {
        super(remote + " does not accept " + name(sopClassUid));
    }

    NoPresentationContextException(RemoteAe remote, String sopClassUid, TransferSyntax syntax) {
        super(remote + " does not accept " + name(sopClassUid) + " in " + syntax.name());
    }

    private static String name(String uid) {
        return Dictionary.uidName(uid).orElse(uid);
    }
}
