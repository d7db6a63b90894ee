package org.confluens.delivery.send;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands what a client sends on to a peer, PDU by PDU, and keeps the types of the PDUs (PS3.8 section 9.3.1). */
public final class PduTap implements AutoCloseable {

    public static final int RELEASE_REQUEST = 5;
    public static final int ABORT = 7;

    private final ServerSocket server;
    private final int target;
    private final List<Integer> types = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    public PduTap(int target) throws IOException {
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.target = target;
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The types of all PDUs that the client has sent, in their order; waits until it has closed its connections. */
    public List<Integer> types() throws InterruptedException {
        for (Thread thread : threads.subList(1, threads.size())) {
            thread.join(10_000);
        }
        return List.copyOf(types);
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "pdu-tap");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket peer = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> handOn(client, peer));
                start(() -> copy(peer, client));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void handOn(Socket client, Socket peer) {
        try (client;
                peer;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(peer.getOutputStream())) {
            while (true) {
                int type = in.readUnsignedByte();
                int reserved = in.readUnsignedByte();
                byte[] body = new byte[in.readInt()];
                in.readFully(body);
                types.add(type);
                out.writeByte(type);
                out.writeByte(reserved);
                out.writeInt(body.length);
                out.write(body);
                out.flush();
            }
        } catch (IOException ended) {
            // The association is over.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            // The association is over.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
