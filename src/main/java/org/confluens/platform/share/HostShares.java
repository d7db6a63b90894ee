package org.confluens.platform.share;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts what hosts have of something: so much in total, so much one host, and never all of it in the hands of those who came
 * first, see {@link FairShare}. An eighth more is kept for hosts that the settings name.
 */
public final class HostShares {

    private static final int NAMED_PART = 8;

    private final int all;
    private final int byHost;
    private final FairShare share;
    private final FairShare shareOfNamed;
    private final Predicate<InetAddress> named;
    private final Map<HostKey, Integer> taken = new HashMap<>();
    private int count;

    /**
     * @param all how many there are
     * @param byHost how many one host may have
     * @param named whether the settings name a host; answered at once
     */
    public HostShares(int all, int byHost, Predicate<InetAddress> named) {
        this.all = all;
        this.byHost = byHost;
        this.share = FairShare.ofPlaces(all);
        this.shareOfNamed = FairShare.ofPlacesForNamed(all);
        this.named = named;
    }

    /** Takes one if there is one for that host, which has to be given back. */
    public synchronized boolean take(InetAddress address) {
        int held = of(address);
        boolean room = held < byHost
                && (named.test(address)
                        ? shareOfNamed.allows(held, 1, all - count)
                        : share.allows(held, 1, all - count - all / NAMED_PART));
        if (room) {
            taken.put(HostKey.of(address), held + 1);
            count++;
        }
        return room;
    }

    /** Gives one back. */
    public synchronized void giveBack(InetAddress address) {
        taken.computeIfPresent(HostKey.of(address), (any, held) -> held == 1 ? null : held - 1);
        count--;
    }

    /** Hands what one host has to another, which has less. */
    synchronized void handOver(InetAddress from, InetAddress to) {
        giveBack(from);
        taken.merge(HostKey.of(to), 1, Integer::sum);
        count++;
    }

    /** How many a host has. */
    public synchronized int of(InetAddress address) {
        return taken.getOrDefault(HostKey.of(address), 0);
    }

    boolean names(InetAddress address) {
        return named.test(address);
    }

    /** Whether a host has as many as one host may have, whatever is left. */
    boolean isFull(InetAddress address) {
        return of(address) >= byHost;
    }
}
