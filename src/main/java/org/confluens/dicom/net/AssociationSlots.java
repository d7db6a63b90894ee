package org.confluens.dicom.net;

import java.io.Closeable;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import org.confluens.platform.share.ConnectionPlaces;
import org.confluens.platform.share.HostShares;

/**
 * Counts transport connections and open associations against the limits, in all and by host. All listeners of a service
 * share one, so that a peer gets no more by calling another port or by another AE title, and no number of hosts gets all
 * there are.
 */
public final class AssociationSlots {

    private final ConnectionPlaces connections;
    private final HostShares associations;

    /** @param named whether a rule for callers names a host; answered at once, without a name server */
    public AssociationSlots(NetLimits limits, Predicate<InetAddress> named) {
        connections = new ConnectionPlaces(
                new ConnectionPlaces.Limits(
                        limits.maxConnections(), limits.maxConnectionsByHost(), limits.maxBegunByHost()),
                named);
        associations = new HostShares(limits.maxAssociations(), limits.maxAssociationsPerPeer(), named);
    }

    /**
     * Counts a new transport connection; nothing where there is no room for it, in all or for its host.
     *
     * @param connection closed if it has no association yet and has to give way
     */
    Optional<Slot> connected(InetAddress host, Closeable connection) {
        return connections.take(host, connection).map(place -> new Slot(host, place));
    }

    /** The place of one connection, and of its association once that is accepted; both are freed on close. */
    final class Slot implements AutoCloseable {
        private final InetAddress host;
        private final ConnectionPlaces.Place place;
        private boolean taken;

        private Slot(InetAddress host, ConnectionPlaces.Place place) {
            this.host = host;
            this.place = place;
        }

        /** Counts its association; false where there is no room for it. */
        boolean take() {
            taken = associations.take(host);
            if (taken) {
                place.settle();
            }
            return taken;
        }

        @Override
        public void close() {
            if (taken) {
                associations.giveBack(host);
            }
            place.close();
        }
    }
}
