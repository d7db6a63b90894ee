package org.confluens.dicom.dimse;

import static org.confluens.dicom.net.HostilePeer.command;
import static org.confluens.dicom.net.HostilePeer.element;
import static org.confluens.dicom.net.HostilePeer.join;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.ContextResult;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.UserInformation;

/** Answers one storage commitment request and reports at once, on the same association, before it is asked to. */
final class ScriptedArchive implements AutoCloseable {
    private final ServerSocket server;
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();

    ScriptedArchive() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-archive");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The command field of the answer to the report. */
    BlockingQueue<Integer> answer() {
        return answers;
    }

    private void serve() {
        try (HostilePeer peer = HostilePeer.accept(server)) {
            peer.receive();
            peer.send(new Pdu.Accept(
                    "PACS",
                    "MAIN",
                    Implementation.APPLICATION_CONTEXT,
                    List.of(new ContextResult(1, ContextResult.Result.ACCEPTANCE, UID.ImplicitVRLittleEndian)),
                    UserInformation.basic(0)));
            peer.receive();
            peer.receive();
            peer.send(join(pdu(4, join(pdv(1, 3, report()), pdv(1, 2, transaction()))), pdu(4, pdv(1, 3, response()))));
            byte[] answer = peer.receive().body();
            answers.add(field(answer));
            peer.receive();
            peer.send(new Pdu.ReleaseResponse());
        } catch (IOException e) {
            answers.add(-1);
        }
    }

    /** The Command Field stands behind the group length and the SOP class. */
    private static int field(byte[] body) {
        for (int i = 6; i < body.length - 9; i++) {
            if (body[i] == 0 && body[i + 1] == 0 && body[i + 2] == 0 && body[i + 3] == 1 && body[i + 4] == 2) {
                return (body[i + 8] & 0xFF) | (body[i + 9] & 0xFF) << 8;
            }
        }
        return 0;
    }

    private static byte[] report() {
        return command(
                element(0x0002, UID.StorageCommitmentPushModel),
                element(0x0100, 0x0100),
                element(0x0110, 77),
                element(0x0800, 1),
                element(0x1000, UID.StorageCommitmentPushModelInstance),
                element(0x1002, 1));
    }

    private static byte[] transaction() {
        return new byte[] {8, 0, (byte) 0x95, 0x11, 6, 0, 0, 0, '1', '.', '2', '.', '3', 0};
    }

    private static byte[] response() {
        return command(
                element(0x0002, UID.StorageCommitmentPushModel),
                element(0x0100, 0x8130),
                element(0x0120, 1),
                element(0x0800, 0x0101),
                element(0x0900, 0),
                element(0x1000, UID.StorageCommitmentPushModelInstance),
                element(0x1008, 1));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
