package org.confluens.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Reads and drops whatever comes, without a copy and in a process of its own, one connection after another: the upper bound
 * of any receiver here.
 */
public final class ByteSink {

    private static final int BUFFER = 256 * 1024;

    private ByteSink() {}

    /** @param arguments the port */
    public static void main(String[] arguments) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
            while (server.isOpen()) {
                try (SocketChannel connection = server.accept()) {
                    drop(connection, buffer);
                }
            }
        }
    }

    /** One byte goes back when the sender has ended its half, so that the sender can time the last byte's arrival. */
    private static void drop(SocketChannel connection, ByteBuffer buffer) throws IOException {
        while (connection.read(buffer.clear()) >= 0) {
            continue;
        }
        connection.write(ByteBuffer.wrap(new byte[] {1}));
    }
}
