package org.confluens.app;

import org.confluens.dicom.dimse.AssociationObserver;
import org.confluens.dicom.dimse.Caller;
import org.confluens.platform.log.Log;

/** Logs the comings and goings of peers: titles, addresses and reasons, never what they sent. */
final class AssociationLog implements AssociationObserver {

    private static final Log LOG = Log.of(AssociationLog.class);

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
        return "%s at %s to %s"
                .formatted(
                        printable(caller.callingAeTitle()),
                        caller.address().getHostAddress(),
                        printable(caller.calledAeTitle()));
    }

    /** A peer's title may hold anything; a log line may not. */
    private static String printable(String title) {
        return title.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
