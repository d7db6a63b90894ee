package org.confluens.web;

import java.util.HashMap;
import java.util.Map;
import org.confluens.platform.share.FairShare;

/**
 * Places for what is worked on at a time: so many in total, so many of one client, and of however many clients never all
 * while another has none, see {@link FairShare}.
 */
public final class Places {

    /** Whether there was a place. */
    public enum Entry {
        FREE,
        /** This client has all the places that it may have. */
        CLIENT_FULL,
        /** All places are taken. */
        FULL
    }

    private final int most;
    private final int mostOfOne;
    private final FairShare share;
    private final Map<String, Integer> taken = new HashMap<>();
    private int count;

    /**
     * @param most places in total
     * @param mostOfOne places of one client
     */
    public Places(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.share = FairShare.ofPlaces(most);
    }

    /** Takes a place if there is one, which has to be given back. */
    public synchronized Entry take(String client) {
        int held = taken.getOrDefault(client, 0);
        if (held >= mostOfOne) {
            return Entry.CLIENT_FULL;
        }
        if (!share.allows(held, 1, most - count)) {
            return held == 0 ? Entry.FULL : Entry.CLIENT_FULL;
        }
        taken.merge(client, 1, Integer::sum);
        count++;
        return Entry.FREE;
    }

    /** Gives a place back that was {@link Entry#FREE}. */
    public synchronized void giveBack(String client) {
        taken.computeIfPresent(client, (key, before) -> before == 1 ? null : before - 1);
        count--;
    }
}
