package org.confluens.dicom.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.confluens.platform.memory.MemoryBudget;

/** A transport connection with TCP_NODELAY, its TLS layer if any, and the deadlines of its reads and writes. */
final class Transport implements AutoCloseable {
    /** An A-ABORT is ten bytes: a peer for which there is no room for so long reads nothing. */
    private static final Duration LAST_WORD = Duration.ofMillis(200);

    private final Socket tcp;
    private final Socket socket;
    private final DeadlineWatch.Guard guard;
    private final NetTimeouts timeouts;
    private final Peer peer;
    private volatile boolean parting;
    private volatile boolean stopped;
    final PduInput in;
    final PduOutput out;

    /** What the association takes of the memory that all peers share; given back by whoever accepted the connection. */
    final MemoryBudget.Share memory;

    private Transport(
            Socket tcp, Socket socket, DeadlineWatch.Guard guard, NetTimeouts timeouts, MemoryBudget.Share memory)
            throws IOException {
        this.tcp = tcp;
        this.socket = socket;
        this.guard = guard;
        this.timeouts = timeouts;
        this.in = new PduInput(socket, tcp, memory);
        this.out = new PduOutput(socket, guard, timeouts.send(), memory);
        this.memory = memory;
        this.peer = new Peer(tcp.getInetAddress(), tcp.getPort(), PeerCertificate.of(socket));
    }

    /** Takes an accepted socket, on the connection's own thread: the TLS handshake happens here. */
    static Transport accepted(Socket tcp, Optional<Tls> tls, NetTimeouts timeouts, MemoryBudget.Share memory)
            throws IOException {
        DeadlineWatch.Guard guard = DeadlineWatch.guard(tcp);
        try {
            tcp.setTcpNoDelay(true);
            Socket socket = tls.isPresent() ? handshake(tls.get().server(tcp), guard, timeouts) : tcp;
            return new Transport(tcp, socket, guard, timeouts, memory);
        } catch (IOException | RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    static Transport connect(String host, int port, Optional<Tls> tls, NetTimeouts timeouts) throws IOException {
        // A socket with a channel can send large data without a copy; TLS has its own socket and no use for it.
        Socket tcp = tls.isPresent() ? new Socket() : SocketChannel.open().socket();
        DeadlineWatch.Guard guard = DeadlineWatch.guard(tcp);
        try {
            tcp.setTcpNoDelay(true);
            tcp.connect(new InetSocketAddress(InetAddress.getByName(host), port), (int)
                    timeouts.connect().toMillis());
            Socket socket = tls.isPresent() ? handshake(tls.get().client(tcp, host, port), guard, timeouts) : tcp;
            return new Transport(
                    tcp, socket, guard, timeouts, MemoryBudget.unlimited().share());
        } catch (IOException | RuntimeException e) {
            guard.close();
            tcp.close();
            throw e;
        }
    }

    private static Socket handshake(SSLSocket socket, DeadlineWatch.Guard guard, NetTimeouts timeouts)
            throws IOException {
        guard.arm(timeouts.handshake());
        try {
            socket.startHandshake();
            PeerCertificate.requireInTime(socket);
            return socket;
        } catch (IOException e) {
            if (guard.expired()) {
                throw new AssociationTimeoutException("TLS handshake", timeouts.handshake());
            }
            throw new IOException("TLS handshake: " + PeerCertificate.explain(e), e);
        } finally {
            guard.disarm();
        }
    }

    Peer peer() {
        return peer;
    }

    boolean isSecure() {
        return socket != tcp;
    }

    NetTimeouts timeouts() {
        return timeouts;
    }

    /** A deadline for everything on this connection, whatever is under way. */
    Deadline deadline(Duration limit) {
        DeadlineWatch.Guard whole = DeadlineWatch.guard(tcp);
        whole.arm(limit);
        return whole;
    }

    /**
     * Safe to call from another thread, whose effect is that the connection's own thread meets a closed socket. TLS says
     * goodbye to its peer, who may not listen: that has its deadline too.
     */
    @Override
    public void close() {
        guard.arm(timeouts.send());
        close(socket);
        guard.close();
    }

    /** The association is over and the peer is to close (Sta13): it is sent nothing more. */
    void parting() {
        parting = true;
    }

    /**
     * From another thread: tells the peer by A-ABORT that the service ends, in whatever state the association is, unless it is
     * over. The connection's own thread learns it when it reads or sends next.
     *
     * @return false while the connection's own thread is sending; to be tried again
     */
    boolean stop() {
        if (parting && !stopped) {
            return true;
        }
        stopped = true;
        in.stop();
        return out.sendLast(PduEncoder.encode(Pdu.Abort.of(AbortReason.NOT_SPECIFIED)), LAST_WORD);
    }

    /** Whether the service ended under this connection. */
    boolean stopped() {
        return stopped;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to do with it.
        }
    }
}
