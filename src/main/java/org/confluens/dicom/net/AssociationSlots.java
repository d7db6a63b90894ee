package org.confluens.dicom.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts transport connections and open associations against the limits, in all and by host. All listeners of a service
 * share one, so that a peer gets no more by calling another port or by another AE title.
 */
public final class AssociationSlots {
    private final NetLimits limits;
    private final Map<InetAddress, Integer> byHost = new HashMap<>();
    private int connections;
    private int associations;

    public AssociationSlots(NetLimits limits) {
        this.limits = limits;
    }

    /** Counts a new transport connection; false where there is no room for it. */
    synchronized boolean connected() {
        if (connections >= limits.maxConnections()) {
            return false;
        }
        connections++;
        return true;
    }

    synchronized void disconnected() {
        connections--;
    }

    /** The place of one connection, empty until its association is accepted. */
    Slot slot(InetAddress host) {
        return new Slot(host);
    }

    private synchronized boolean take(InetAddress host) {
        int ofHost = byHost.getOrDefault(host, 0);
        if (associations >= limits.maxAssociations() || ofHost >= limits.maxAssociationsPerPeer()) {
            return false;
        }
        associations++;
        byHost.put(host, ofHost + 1);
        return true;
    }

    private synchronized void free(InetAddress host) {
        associations--;
        byHost.computeIfPresent(host, (name, count) -> count > 1 ? count - 1 : null);
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
