package org.confluens.web;

import java.util.HashMap;
import java.util.Map;
import org.confluens.platform.share.FairShare;

/** Bytes that may be held at a time, of which one client never gets all, see {@link FairShare}. */
final class ByteBudget {

    private final long most;
    private final FairShare share = FairShare.ofBytes();
    private final Map<String, Long> taken = new HashMap<>();
    private long held;

    ByteBudget(long most) {
        this.most = most;
    }

    /** Whether there was room for so many more of a client. */
    synchronized boolean take(String client, long bytes) {
        long ofClient = taken.getOrDefault(client, 0L);
        if (!share.allows(ofClient, bytes, most - held)) {
            return false;
        }
        taken.put(client, ofClient + bytes);
        held += bytes;
        return true;
    }

    synchronized void giveBack(String client, long bytes) {
        taken.computeIfPresent(client, (any, ofClient) -> ofClient > bytes ? ofClient - bytes : null);
        held -= bytes;
    }
}
