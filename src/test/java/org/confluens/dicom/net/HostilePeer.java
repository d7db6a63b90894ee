package org.confluens.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;

/** A peer that sends exactly the bytes that it is told, and shows exactly what it got. */
public final class HostilePeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** A PDU as it came: its type and what follows its header; type -1 is the end of the connection. */
    public record Received(int type, byte[] body) {
        public static final Received END = new Received(-1, new byte[0]);

        /** An A-ABORT, in the fields of PS3.8 table 9-26. */
        public boolean isAbort(int source, int reason) {
            return type == 7 && body[2] == source && body[3] == reason;
        }

        /** An A-ASSOCIATE-RJ, in the fields of PS3.8 table 9-21. */
        public boolean isReject(int result, int source, int reason) {
            return type == 3 && body[1] == result && body[2] == source && body[3] == reason;
        }

        @Override
        public String toString() {
            return "PDU " + type + " " + HexFormat.of().formatHex(body, 0, Math.min(body.length, 100));
        }
    }

    private HostilePeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static HostilePeer connect(int port) throws IOException {
        return new HostilePeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects as another host: on loopback every address of 127.0.0.0/8 is one. */
    public static HostilePeer connectFrom(String address, int port) throws IOException {
        return new HostilePeer(new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0));
    }

    /** Connects likewise and opens TLS. */
    public static HostilePeer connectFrom(String address, int port, Tls tls) throws IOException {
        Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0);
        tcp.setSoTimeout(PATIENCE_MILLIS);
        SSLSocket socket = tls.client(tcp, "localhost", port);
        socket.startHandshake();
        return new HostilePeer(socket);
    }

    /** Waits for a connection, such as that of a client under test. */
    public static HostilePeer accept(ServerSocket server) throws IOException {
        return new HostilePeer(server.accept());
    }

    public HostilePeer send(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    public HostilePeer send(Pdu pdu) throws IOException {
        return send(PduEncoder.encode(pdu));
    }

    /** Sends bytes one by one, each in a segment of its own as far as TCP allows. */
    public HostilePeer drip(byte[] bytes) throws IOException {
        for (byte one : bytes) {
            out.write(one);
        }
        return this;
    }

    /** Sends and does not care whether the other side still listens. */
    public HostilePeer sendQuietly(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            // The other side has hung up, as it may.
        }
        return this;
    }

    public Received receive() throws IOException {
        try {
            int type = in.read();
            if (type < 0) {
                return Received.END;
            }
            in.readByte();
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            return new Received(type, body);
        } catch (EOFException | SocketException e) {
            return Received.END;
        }
    }

    /** Opens an association for one SOP class and returns the acceptor's answer. */
    public Received associate(String calledAeTitle, String abstractSyntax, String... transferSyntaxes)
            throws IOException {
        send(request(calledAeTitle, List.of(new ProposedContext(1, abstractSyntax, List.of(transferSyntaxes)))));
        return receive();
    }

    public static Pdu.Request request(String calledAeTitle, List<ProposedContext> contexts) {
        return new Pdu.Request(
                1,
                calledAeTitle,
                "HOSTILE",
                Implementation.APPLICATION_CONTEXT,
                contexts,
                UserInformation.basic(16384));
    }

    /** A PDU with any type and a true length. */
    public static byte[] pdu(int type, byte[] body) {
        return pdu(type, body.length, body);
    }

    /** A PDU that announces any length. */
    public static byte[] pdu(int type, int announced, byte[] body) {
        return ByteBuffer.allocate(6 + body.length)
                .put((byte) type)
                .put((byte) 0)
                .putInt(announced)
                .put(body)
                .array();
    }

    /** A presentation data value: 1 is a command, 2 the last fragment. */
    public static byte[] pdv(int context, int control, byte[] data) {
        return ByteBuffer.allocate(6 + data.length)
                .putInt(data.length + 2)
                .put((byte) context)
                .put((byte) control)
                .put(data)
                .array();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** A command element in Implicit VR Little Endian. */
    public static byte[] element(int element, byte[] value) {
        byte[] even = Arrays.copyOf(value, value.length + value.length % 2);
        return ByteBuffer.allocate(8 + even.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0)
                .putShort((short) element)
                .putInt(even.length)
                .put(even)
                .array();
    }

    public static byte[] element(int element, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.of(values).forEach(value -> bytes.putShort((short) value));
        return element(element, bytes.array());
    }

    public static byte[] element(int element, String text) {
        return element(element, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A command set: its elements behind their group length. */
    public static byte[] command(byte[]... elements) {
        byte[] all = join(elements);
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(all.length)
                .array();
        return join(element(0, length), all);
    }

    /** A C-ECHO request. */
    public static byte[] echo(int messageId) {
        return command(
                element(0x0002, "1.2.840.10008.1.1"),
                element(0x0100, 0x0030),
                element(0x0110, messageId),
                element(0x0800, 0x0101));
    }

    /** A C-STORE request of an MR image. */
    public static byte[] store(int messageId, String instanceUid) {
        return command(
                element(0x0002, "1.2.840.10008.5.1.4.1.1.4"),
                element(0x0100, 0x0001),
                element(0x0110, messageId),
                element(0x0700, 0),
                element(0x0800, 1),
                element(0x1000, instanceUid));
    }

    /** A C-FIND of the study root with an identifier, in context 1, as the PDUs that carry it. */
    public static byte[] find(int messageId) {
        byte[] request = command(
                element(0x0002, "1.2.840.10008.5.1.4.1.2.2.1"),
                element(0x0100, 0x0020),
                element(0x0110, messageId),
                element(0x0700, 0),
                element(0x0800, 1));
        byte[] identifier = {8, 0, 0x52, 0, 6, 0, 0, 0, 'S', 'T', 'U', 'D', 'Y', ' '};
        return pdu(4, join(pdv(1, 3, request), pdv(1, 2, identifier)));
    }

    /** Half closes: the other side sees the end of the stream and can still answer. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Drops the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
