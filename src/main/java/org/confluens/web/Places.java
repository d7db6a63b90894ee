package org.confluens.web;

import java.util.HashMap;
import java.util.Map;

/** Places for what is worked on at a time: so many in total, and so many of one client. */
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
    private final Map<String, Integer> taken = new HashMap<>();
    private int count;

    /**
     * @param most places in total
     * @param mostOfOne places of one client
     */
    public Places(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Takes a place if there is one, which has to be given back. */
    public synchronized Entry take(String client) {
        if (taken.getOrDefault(client, 0) >= mostOfOne) {
            return Entry.CLIENT_FULL;
        }
        if (count >= most) {
            return Entry.FULL;
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
