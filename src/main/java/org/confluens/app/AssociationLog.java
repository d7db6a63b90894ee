package org.confluens.app;

import org.confluens.dicom.dimse.AssociationObserver;
import org.confluens.dicom.dimse.Caller;
import org.confluens.platform.log.Log;

/**
 * Logs the comings and goings of peers: titles, addresses and reasons, never what they sent. The titles of one that is
 * rejected are told too, quoted, since a wrong title is what mostly keeps a modality out; they are all of it that is.
 */
final class AssociationLog implements AssociationObserver {

    private static final Log LOG = Log.of(AssociationLog.class);

    /** Of an AE title, PS3.5 table 6.2-1. */
    private static final int LONGEST_TITLE = 16;

    @Override
    public void opened(Caller caller) {
        LOG.debug("association of {0} opened", name(caller));
    }

    @Override
    public void rejected(Caller caller, String reason) {
        LOG.warning("association of {0} rejected: {1}", name(caller), reason);
    }

    @Override
    public void closed(Caller caller, String reason) {
        if (reason.isEmpty()) {
            LOG.debug("association of {0} ended", name(caller));
        } else {
            LOG.info("association of {0} ended: {1}", name(caller), reason);
        }
    }

    private static String name(Caller caller) {
        return "'%s' at %s to '%s'"
                .formatted(
                        printable(caller.callingAeTitle()),
                        caller.address().getHostAddress(),
                        printable(caller.calledAeTitle()));
    }

    /** A peer's title may hold anything; a log line may not, nor may a title seem to end before it does. */
    private static String printable(String title) {
        String shown = title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title;
        return shown.replaceAll("[^\\x20-\\x7E]|'", "?");
    }
}
