package org.confluens.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards connections to a server on this machine and can go silent, as a firewall does that has forgotten them: it keeps
 * them open on both sides and forwards nothing more.
 */
final class SilencingProxy implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silenced = ConcurrentHashMap.newKeySet();
    private volatile boolean silentForAll;

    SilencingProxy(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The connections that there are never hear anything again; new ones are served, as after a failover. */
    void silencePresent() {
        silenced.addAll(open);
    }

    /** Nothing is forwarded for anybody; new connections are taken and stay silent. */
    void silenceAll() {
        silentForAll = true;
        silenced.addAll(open);
    }

    /** New connections are served again; those that were silenced stay silent. */
    void serveNew() {
        silentForAll = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                if (silentForAll) {
                    silenced.add(client);
                }
                Socket server = new Socket();
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                open.add(server);
                start(() -> forward(client, client, server));
                start(() -> forward(client, server, client));
            } catch (IOException e) {
                // The test is over, or the server does not listen any more.
                continue;
            }
        }
    }

    /** An end is not forwarded either once the connection is silenced: the other side learns nothing. */
    private void forward(Socket client, Socket from, Socket to) {
        byte[] block = new byte[BLOCK];
        try {
            int count = from.getInputStream().read(block);
            while (count >= 0) {
                if (!silenced.contains(client)) {
                    to.getOutputStream().write(block, 0, count);
                    to.getOutputStream().flush();
                }
                count = from.getInputStream().read(block);
            }
            if (!silenced.contains(client)) {
                to.close();
            }
        } catch (IOException e) {
            if (!silenced.contains(client)) {
                closeQuietly(to);
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(SilencingProxy::closeQuietly);
    }
}
