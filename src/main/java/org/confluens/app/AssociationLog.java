package org.confluens.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.confluens.dicom.dimse.AssociationObserver;
import org.confluens.dicom.dimse.Caller;

/** Logs the comings and goings of peers: titles, addresses and reasons, never what they sent. */
final class AssociationLog implements AssociationObserver {

    private static final Logger LOG = System.getLogger("org.confluens.dicom");

    @Override
    public void opened(Caller caller) {
        LOG.log(Level.DEBUG, "association of {0} opened", name(caller));
    }

    @Override
    public void rejected(Caller caller, String reason) {
        LOG.log(Level.WARNING, "association of {0} rejected: {1}", name(caller), reason);
    }

    @Override
    public void closed(Caller caller, String reason) {
        LOG.log(
                reason.isEmpty() ? Level.DEBUG : Level.INFO,
                "association of {0} ended{1}",
                name(caller),
                reason.isEmpty() ? "" : ": " + reason);
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
