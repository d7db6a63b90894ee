package org.confluens.platform.share;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.confluens.platform.log.Log;

/**
 * The places of transport connections. A connection is begun until its peer has said something that was accepted. Where there
 * is no place for a host, one that is begun, the oldest of the host that has most, gives way to a host that has fewer; those
 * of hosts that the settings name give way to such hosts only. So many hosts together, each below its limit, keep nobody out.
 */
public final class ConnectionPlaces {

    private static final Log LOG = Log.of(ConnectionPlaces.class);

    private final int begunByHost;
    private final HostShares shares;
    private final Map<HostKey, Set<Place>> begun = new HashMap<>();
    private long arrivals;

    /**
     * How many connections there may be.
     *
     * @param all at a time
     * @param byHost of one host
     * @param begunByHost of one host that are begun
     */
    public record Limits(int all, int byHost, int begunByHost) {}

    /** @param named whether the settings name a host; answered at once, without a name server */
    public ConnectionPlaces(Limits limits, Predicate<InetAddress> named) {
        this.begunByHost = limits.begunByHost();
        this.shares = new HostShares(limits.all(), limits.byHost(), named);
    }

    /**
     * Takes a place for a new connection, if there is one for its host.
     *
     * @param connection closed if it has to give way before it is {@linkplain Place#settle settled}
     */
    public Optional<Place> take(InetAddress from, Closeable connection) {
        Place place;
        Optional<Place> weakest = Optional.empty();
        synchronized (this) {
            place = new Place(from, connection, arrivals++);
            int ofHost = begun.getOrDefault(HostKey.of(from), Set.of()).size();
            if (ofHost >= begunByHost || shares.isFull(from)) {
                return Optional.empty();
            }
            if (!shares.take(from)) {
                weakest = weakestFor(from);
                if (weakest.isEmpty()) {
                    return Optional.empty();
                }
                shares.handOver(weakest.get().from, from);
                weakest.get().leave();
            }
            begun.computeIfAbsent(HostKey.of(from), any -> new LinkedHashSet<>())
                    .add(place);
        }
        weakest.ifPresent(other -> other.cut(from));
        return Optional.of(place);
    }

    private Optional<Place> weakestFor(InetAddress from) {
        int held = shares.of(from);
        boolean named = shares.names(from);
        return begun.values().stream()
                .map(places -> places.iterator().next())
                .filter(oldest -> shares.of(oldest.from) > held && (named || !shares.names(oldest.from)))
                .max(Comparator.comparingInt((Place oldest) -> shares.of(oldest.from))
                        .thenComparing(oldest -> -oldest.arrival));
    }

    /** The place of one connection, given back on close. */
    public final class Place implements Closeable {
        private final InetAddress from;
        private final Closeable connection;
        private final long arrival;
        private boolean settled;
        private boolean gone;
        private volatile boolean gaveWay;

        private Place(InetAddress from, Closeable connection, long arrival) {
            this.from = from;
            this.connection = connection;
            this.arrival = arrival;
        }

        /** The peer has said something that was accepted: the connection gives way to nobody any more. */
        public void settle() {
            synchronized (ConnectionPlaces.this) {
                settled = true;
                leaveBegun();
            }
        }

        /** Whether another connection has this place now. */
        public boolean gaveWay() {
            return gaveWay;
        }

        private void leave() {
            gone = true;
            gaveWay = true;
            leaveBegun();
        }

        private void leaveBegun() {
            begun.computeIfPresent(HostKey.of(from), (any, places) -> {
                places.remove(this);
                return places.isEmpty() ? null : places;
            });
        }

        private void cut(InetAddress other) {
            LOG.warning(
                    "connection from {0} closed: its host has most, and {1} has no place",
                    from.getHostAddress(), other.getHostAddress());
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("a connection that gave way did not close cleanly: {0}", e);
            }
        }

        @Override
        public void close() {
            synchronized (ConnectionPlaces.this) {
                if (!gone) {
                    gone = true;
                    if (!settled) {
                        leaveBegun();
                    }
                    shares.giveBack(from);
                }
            }
        }
    }
}
