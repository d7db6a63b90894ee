package org.confluens.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Reads and drops whatever comes, as fast as one thread a connection can: the upper bound of any receiver here. */
final class ByteSink implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;

    private final ServerSocket server;

    ByteSink() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "sink");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread reader = new Thread(() -> drop(socket), "sink connection");
                reader.setDaemon(true);
                reader.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** One byte goes back when the sender has ended its half, so that the sender can time the last byte's arrival. */
    private static void drop(Socket socket) {
        byte[] buffer = new byte[BUFFER];
        try (socket;
                InputStream in = socket.getInputStream()) {
            while (in.read(buffer) >= 0) {
                continue;
            }
            socket.getOutputStream().write(1);
        } catch (IOException e) {
            throw new IllegalStateException("a connection to the sink broke", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
