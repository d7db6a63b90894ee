package org.confluens.dicom.net;

import java.util.HashMap;
import java.util.Map;

/** Counts open associations against the limits, in all and by peer: one calling AE title at one address. */
final class AssociationSlots {
    private final NetLimits limits;
    private final Map<String, Integer> byPeer = new HashMap<>();
    private int total;

    AssociationSlots(NetLimits limits) {
        this.limits = limits;
    }

    /** The place of one connection, empty until its association is accepted. */
    Slot slot() {
        return new Slot();
    }

    private synchronized boolean take(String peer) {
        int ofPeer = byPeer.getOrDefault(peer, 0);
        if (total >= limits.maxAssociations() || ofPeer >= limits.maxAssociationsPerPeer()) {
            return false;
        }
        total++;
        byPeer.put(peer, ofPeer + 1);
        return true;
    }

    private synchronized void free(String peer) {
        total--;
        byPeer.computeIfPresent(peer, (name, count) -> count > 1 ? count - 1 : null);
    }

    /** Taken at most once, freed on close. */
    final class Slot implements AutoCloseable {
        private String takenBy = "";

        boolean take(Pdu.Request request, Peer peer) {
            String name = request.callingAeTitle() + "@" + peer.address().getHostAddress();
            if (!AssociationSlots.this.take(name)) {
                return false;
            }
            takenBy = name;
            return true;
        }

        @Override
        public void close() {
            if (!takenBy.isEmpty()) {
                free(takenBy);
            }
        }
    }
}
