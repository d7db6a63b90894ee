package org.confluens.hl7;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.confluens.platform.log.Log;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.platform.share.ConnectionPlaces;

/** Takes MLLP connections, each on a thread of its own, and answers message by message. */
final class MllpServer implements AutoCloseable {

    private static final Log LOG = Log.of(MllpServer.class);

    /** As much of a message that can't be taken as a person needs to see which one it was. */
    private static final int KEPT_BYTES = 64 << 10;

    private static final int LINGER_MILLIS = 5_000;
    private static final int BACKLOG = 1024;

    private final ServerSocket listener;
    private final ThreadFactory threads;
    private final Limits limits;
    private final Door door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ConnectionPlaces places;

    private MllpServer(ServerSocket listener, ThreadFactory threads, Limits limits, Door door) {
        this.listener = listener;
        this.threads = threads;
        this.limits = limits;
        this.door = door;
        this.places = new ConnectionPlaces(
                new ConnectionPlaces.Limits(
                        limits.connections(), limits.connectionsByHost(), limits.connectionsByHost()),
                door::names);
    }

    /**
     * What one sender may take up.
     *
     * @param connections open at a time
     * @param connectionsByHost those of one host; never all there are
     * @param messageBytes the longest message
     * @param idle how long a connection may go without a message
     * @param patience how long one message may take
     * @param memory what all peers together may take
     */
    record Limits(
            int connections,
            int connectionsByHost,
            int messageBytes,
            Duration idle,
            Duration patience,
            MemoryBudget memory) {}

    /** What is done with messages. */
    interface Receiver {
        /** The acknowledgement of a message. */
        byte[] answer(byte[] message);

        /** The acknowledgement of a message of which only the beginning was read. */
        byte[] answerTooLong(byte[] beginning, int limit);

        /** The acknowledgement of a message that there is no memory for now, of which only the beginning was read. */
        byte[] answerLater(byte[] beginning);

        /** Takes note of a message that never ended and that nobody waits for an answer to. */
        void unfinished(byte[] beginning);
    }

    /** Says who takes the messages from an address. */
    interface Door {
        /** Empty when nobody may send from there. */
        Optional<Receiver> receiver(InetAddress from);

        /** Whether a rule names that one host, so that places are kept for it; answered at once. */
        default boolean names(InetAddress host) {
            return false;
        }
    }

    static MllpServer start(InetSocketAddress address, ThreadFactory threads, Limits limits, Door door)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address, BACKLOG);
        MllpServer server = new MllpServer(listener, threads, limits, door);
        threads.newThread(server::accept).start();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException | RuntimeException | Error e) { // one caller must not end the thread that accepts
                if (!listener.isClosed()) {
                    LOG.warning("an HL7 connection could not be taken: {0}", e);
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        InetAddress from = socket.getInetAddress();
        Optional<ConnectionPlaces.Place> place = places.take(from, socket);
        if (place.isEmpty()) {
            LOG.warning("an HL7 connection from {0} was refused: too many are open", from.getHostAddress());
            socket.close();
            return;
        }
        open.add(socket);
        try {
            threads.newThread(() -> serve(socket, place.get())).start();
        } catch (RuntimeException | OutOfMemoryError e) { // a machine out of threads is so for a while only
            open.remove(socket);
            place.get().close();
            socket.close();
            throw new IOException("no thread can serve the connection", e);
        }
    }

    /** Whether anybody may send from there is asked before a byte is read, and here, since a name may take time to look up. */
    private void serve(Socket socket, ConnectionPlaces.Place taken) {
        try (ConnectionPlaces.Place place = taken;
                socket) {
            Optional<Receiver> receiver = door.receiver(socket.getInetAddress());
            if (receiver.isPresent()) {
                serve(socket, place, receiver.get());
            } else {
                LOG.warning(
                        "an HL7 connection from {0} was refused: confluens.peers names no sender there",
                        socket.getInetAddress().getHostAddress());
            }
        } catch (IOException e) {
            LOG.debug("an HL7 connection has ended: {0}", e);
        } finally {
            open.remove(socket);
        }
    }

    private void serve(Socket socket, ConnectionPlaces.Place place, Receiver receiver) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            answerAll(socket, place, receiver);
        } catch (MllpFrames.UnfinishedException e) {
            if (e.beginning().length > 0 && !listener.isClosed() && !place.gaveWay()) {
                receiver.unfinished(beginning(e.beginning()));
            }
        }
    }

    private void answerAll(Socket socket, ConnectionPlaces.Place place, Receiver receiver) throws IOException {
        MllpFrames frames =
                new MllpFrames(socket, limits.messageBytes(), limits.idle(), limits.patience(), limits.memory());
        try (MemoryBudget.Share share = frames.share()) {
            Optional<byte[]> message = frames.next(share);
            while (message.isPresent()) {
                place.settle();
                MllpFrames.write(socket.getOutputStream(), receiver.answer(message.get()));
                share.giveAll();
                message = frames.next(share);
            }
        } catch (MllpFrames.NoMemoryException e) {
            MllpFrames.write(socket.getOutputStream(), receiver.answerLater(beginning(e.beginning())));
            letItBeRead(socket);
        } catch (MllpFrames.TooLongException e) {
            byte[] answer = receiver.answerTooLong(beginning(e.beginning()), limits.messageBytes());
            MllpFrames.write(socket.getOutputStream(), answer);
            letItBeRead(socket);
        }
    }

    /** A connection that is closed with bytes unread is reset, and the peer loses the answer that it was sent. */
    private void letItBeRead(Socket socket) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
        byte[] dropped = new byte[KEPT_BYTES];
        while (System.nanoTime() < end && socket.getInputStream().read(dropped) >= 0) {
            LOG.debug("the rest of a message that is too long is passed over");
        }
    }

    private static byte[] beginning(byte[] message) {
        return Arrays.copyOf(message, Math.min(message.length, KEPT_BYTES));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
