package org.confluens.dicom.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes sockets whose armed deadline has passed. A blocking write and a TLS handshake have no time-out of their own in
 * the JDK; one thread for all of them is cheaper than a timer each. It ends when there is nothing left to watch.
 */
final class DeadlineWatch {
    private static final DeadlineWatch SHARED = new DeadlineWatch();
    private static final long TICK_MILLIS = 100;

    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
    private Thread thread;

    private DeadlineWatch() {}

    static Guard guard(Socket socket) {
        return SHARED.add(new Guard(socket));
    }

    private synchronized Guard add(Guard guard) {
        guards.add(guard);
        if (thread == null) {
            thread = new Thread(this::watch, "dicom-deadlines");
            thread.setDaemon(true);
            thread.start();
        }
        return guard;
    }

    private void watch() {
        do {
            guards.forEach(Guard::check);
        } while (tick());
    }

    private synchronized boolean tick() {
        try {
            wait(TICK_MILLIS);
        } catch (InterruptedException e) {
            guards.forEach(Guard::expire);
            guards.clear();
        }
        if (guards.isEmpty()) {
            thread = null;
            return false;
        }
        return true;
    }

    /** The deadline of one socket, used by one thread at a time. */
    static final class Guard implements Deadline {
        private static final long NONE = Long.MAX_VALUE;

        private final Socket socket;
        private volatile long deadline = NONE;
        private volatile boolean expired;

        private Guard(Socket socket) {
            this.socket = socket;
        }

        void arm(Duration limit) {
            deadline = Math.min(System.nanoTime() + limit.toNanos(), NONE - 1);
        }

        void disarm() {
            deadline = NONE;
        }

        /** Whether the socket was closed because the deadline passed. */
        boolean expired() {
            return expired;
        }

        @Override
        public void close() {
            SHARED.guards.remove(this);
        }

        private void check() {
            if (deadline != NONE && System.nanoTime() - deadline > 0) {
                expire();
            }
        }

        private void expire() {
            expired = true;
            SHARED.guards.remove(this);
            try {
                socket.close();
            } catch (IOException e) {
                // It is being closed because it is of no use any more.
            }
        }
    }
}
