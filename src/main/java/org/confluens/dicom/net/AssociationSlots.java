package org.confluens.dicom.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts transport connections and open associations against the limits, in all and by host. All listeners of a service
 * share one, so that a peer gets no more by calling another port or by another AE title, and one host never all there is.
 */
public final class AssociationSlots {

    /** One host gets at most three quarters of a total: the rest is kept for the others. */
    private static final int KEPT_PART = 4;

    private final NetLimits limits;
    private final Map<HostKey, Host> hosts = new HashMap<>();
    private int connections;
    private int associations;

    public AssociationSlots(NetLimits limits) {
        this.limits = limits;
    }

    /** What one host has. */
    private static final class Host {
        private int connections;
        private int associations;
    }

    /** A limit by host, lowered so that of the total something stays for other hosts. */
    public static int shareOf(int total, int byHost) {
        return Math.min(byHost, total - total / KEPT_PART);
    }

    /** Counts a new transport connection; false where there is no room for it, in all or for its host. */
    synchronized boolean connected(InetAddress address) {
        Host host = hosts.computeIfAbsent(HostKey.of(address), any -> new Host());
        boolean begun = host.connections - host.associations < limits.maxBegunByHost();
        boolean room = connections < limits.maxConnections()
                && begun
                && host.connections < shareOf(limits.maxConnections(), limits.maxConnectionsByHost());
        if (room) {
            connections++;
            host.connections++;
        } else if (host.connections == 0) {
            hosts.remove(HostKey.of(address));
        }
        return room;
    }

    synchronized void disconnected(InetAddress address) {
        connections--;
        hosts.computeIfPresent(HostKey.of(address), (any, host) -> --host.connections > 0 ? host : null);
    }

    /** The place of one connection, empty until its association is accepted; to be closed before it is disconnected. */
    Slot slot(InetAddress host) {
        return new Slot(host);
    }

    private synchronized boolean take(InetAddress address) {
        Host host = hosts.computeIfAbsent(HostKey.of(address), any -> new Host());
        if (associations >= limits.maxAssociations()
                || host.associations >= shareOf(limits.maxAssociations(), limits.maxAssociationsPerPeer())) {
            return false;
        }
        associations++;
        host.associations++;
        return true;
    }

    private synchronized void free(InetAddress address) {
        associations--;
        hosts.computeIfPresent(HostKey.of(address), (any, host) -> {
            host.associations--;
            return host;
        });
    }

    /** Taken at most once, freed on close. */
    final class Slot implements AutoCloseable {
        private final InetAddress host;
        private boolean taken;

        private Slot(InetAddress host) {
            this.host = host;
        }

        boolean take() {
            taken = AssociationSlots.this.take(host);
            return taken;
        }

        @Override
        public void close() {
            if (taken) {
                free(host);
            }
        }
    }
}
