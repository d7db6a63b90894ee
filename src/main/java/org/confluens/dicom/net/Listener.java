package org.confluens.dicom.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.confluens.platform.log.Log;
import org.confluens.platform.memory.MemoryBudget;

/**
 * Accepts transport connections and gives each a thread of its own, on which everything else happens: the TLS handshake,
 * the association request, the association. So nothing that a peer does, or leaves undone, keeps others waiting.
 */
public final class Listener implements AutoCloseable {
    private static final Log LOG = Log.of(Listener.class);
    private static final int BACKLOG = 1024;

    /** A thread waits so long for the next connection: short associations then cost no new thread. */
    private static final Duration END = Duration.ofSeconds(1);

    private static final Duration IDLE_THREAD = Duration.ofSeconds(10);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final ServerSocket server;
    private final ThreadFactory threads;
    private final ThreadPoolExecutor workers;
    private final Settings settings;
    /** The connections, from when one can be told of the end: after the TLS handshake. */
    private final Map<Socket, Optional<Transport>> open = new ConcurrentHashMap<>();

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * What a listener needs to serve.
     *
     * @param memory what all peers together may take
     * @param door whether anybody may call from a host; asked before a byte is read, on the connection's own thread
     * @param slots counts against the limits; shared by the listeners of a service
     * @param user runs an association from its opening to its end, on the connection's thread
     */
    public record Settings(
            Optional<Tls> tls,
            NetLimits limits,
            MemoryBudget memory,
            Predicate<InetAddress> door,
            AssociationSlots slots,
            NetTimeouts timeouts,
            AssociationDecider decider,
            User user) {}

    /** The user of accepted associations. */
    @FunctionalInterface
    public interface User {
        void run(Association association) throws IOException;
    }

    private Listener(ServerSocket server, ThreadFactory threads, Settings settings) {
        this.server = server;
        this.threads = threads;
        this.workers = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_THREAD.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
        this.settings = settings;
    }

    /**
     * Binds and starts to accept.
     *
     * @param address port 0 takes a free port
     */
    public static Listener open(InetSocketAddress address, ThreadFactory threads, Settings settings)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Listener listener = new Listener(server, threads, settings);
        threads.newThread(listener::acceptAll).start();
        return listener;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void acceptAll() {
        Thread.currentThread().setName("dicom-accept-" + port());
        try {
            acceptUntilClosed();
        } finally {
            ended.countDown();
        }
    }

    private void acceptUntilClosed() {
        while (!closed) {
            try {
                admit(server.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // Such as no descriptor or no thread left: what there is goes on, and later there may be more.
                if (!closed) {
                    LOG.warning("cannot accept a connection: {0}", e);
                    pause();
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        Optional<AssociationSlots.Slot> slot = settings.slots().connected(socket.getInetAddress(), socket);
        if (slot.isEmpty()) {
            socket.close();
            LOG.warning(
                    "connection from {0} closed at once: the limit of connections is reached",
                    socket.getInetAddress().getHostAddress());
            return;
        }
        boolean started = false;
        try {
            workers.execute(() -> serve(socket, slot.get()));
            started = true;
        } finally {
            if (!started) {
                slot.get().close();
                socket.close();
            }
        }
    }

    private void serve(Socket socket, AssociationSlots.Slot taken) {
        open.put(socket, Optional.empty());
        String peer = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
        Thread.currentThread().setName("dicom-" + peer);
        try (AssociationSlots.Slot slot = taken;
                MemoryBudget.Share memory = settings.memory().share();
                Transport transport = open(socket, memory)) {
            open.put(socket, Optional.of(transport));
            Optional<Association> association =
                    Association.accept(transport, (request, from) -> decide(request, from, slot), settings.limits());
            if (association.isPresent()) {
                try (Association open = association.get()) {
                    settings.user().run(open);
                }
            }
        } catch (IOException e) {
            // A bare connect and disconnect, as of a load balancer's health check, is nothing to report.
            LOG.debug("connection from {0} ended: {1}", peer, e);
        } catch (RuntimeException | Error e) {
            LOG.error("connection from {0} failed: {1}", peer, e);
        } finally {
            open.remove(socket);
            closeQuietly(socket);
        }
    }

    private Transport open(Socket socket, MemoryBudget.Share memory) throws IOException {
        if (!settings.door().test(socket.getInetAddress())) {
            LOG.warning(
                    "connection from {0} closed at once: no rule for callers names this host",
                    socket.getInetAddress().getHostAddress());
            throw new IOException("nobody may call from this host");
        }
        return Transport.accepted(socket, settings.tls(), settings.timeouts(), memory);
    }

    private Pdu decide(Pdu.Request request, Peer peer, AssociationSlots.Slot slot) {
        Pdu answer = settings.decider().decide(request, peer);
        boolean full = answer instanceof Pdu.Accept && !slot.take();
        if (full) {
            LOG.warning("association rejected: the limit of associations is reached");
        }
        return full ? Pdu.Reject.of(RejectReason.LOCAL_LIMIT_EXCEEDED) : answer;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to do with it.
        }
    }

    /**
     * Tells every peer that is connected that the service ends, whatever it is at; where something is being sent to one just
     * now, the next call does.
     *
     * @return whether there are any left, until the last of them has closed its connection
     */
    public boolean stopPeers() {
        open.values().forEach(transport -> transport.ifPresent(Transport::stop));
        return !open.isEmpty();
    }

    /** Closes whatever connection is still open, whoever uses it. */
    public void cut() {
        open.keySet().forEach(Listener::closeQuietly);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops accepting. Connections that are open go on. The port is free when this returns: not before nobody accepts on it. */
    @Override
    public void close() throws IOException {
        closed = true;
        workers.shutdown();
        server.close();
        try {
            if (!ended.await(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warning("port {0} may not be free yet", String.valueOf(server.getLocalPort()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
