package org.confluens.hl7;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/** Takes MLLP connections, each on a thread of its own, and answers message by message. */
final class MllpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(MllpServer.class.getName());
    private static final int MOST_CONNECTIONS = 100;
    private static final int MOST_BYTES = 4 << 20;
    private static final int IDLE_MILLIS = 10 * 60 * 1000;

    private final ServerSocket listener;
    private final ThreadFactory threads;
    private final UnaryOperator<byte[]> answer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private MllpServer(ServerSocket listener, ThreadFactory threads, UnaryOperator<byte[]> answer) {
        this.listener = listener;
        this.threads = threads;
        this.answer = answer;
    }

    static MllpServer start(InetSocketAddress address, ThreadFactory threads, UnaryOperator<byte[]> answer)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address);
        MllpServer server = new MllpServer(listener, threads, answer);
        threads.newThread(server::accept).start();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (open.size() >= MOST_CONNECTIONS) {
                    LOG.log(Level.WARNING, "an HL7 connection was refused: {0} are open", open.size());
                    socket.close();
                } else {
                    open.add(socket);
                    threads.newThread(() -> serve(socket)).start();
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(Level.WARNING, "an HL7 connection could not be taken", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            socket.setTcpNoDelay(true);
            MllpFrames frames = new MllpFrames(socket.getInputStream(), MOST_BYTES);
            Optional<byte[]> message = frames.next();
            while (message.isPresent()) {
                MllpFrames.write(socket.getOutputStream(), answer.apply(message.get()));
                message = frames.next();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "an HL7 connection has ended", e);
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
