package org.confluens.report;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.confluens.app.RunningService;
import org.confluens.peer.PeerProgram;
import org.confluens.security.PasswordHash;
import org.confluens.security.UserFiles;

/** A running service with a table of peers, all of them on this machine, and two users: rita, who may sign, and rob. */
final class ServiceWithPeers implements AutoCloseable {

    static final String PASSWORD = "a password of rita";

    private static final String PEERS = "MR1@127.0.0.1=images; PACS@127.0.0.1=documents; SIGNER@127.0.0.1=sign+reject;"
            + " ANGIO1@127.0.0.0/8=worklist+mpps; RIS|HOSP@127.0.0.1=order; ADT|HOSP@127.0.0.1=update;"
            + " MPI|HOSP@127.0.0.1=merge";

    private final int dicomPort = PeerProgram.freePort();
    private final int httpPort = PeerProgram.freePort();
    private final int hl7Port = PeerProgram.freePort();
    private final Path folder;
    private final String users;
    private RunningService service;

    private ServiceWithPeers(Path folder) throws IOException {
        this.folder = folder;
        String hash = PasswordHash.of(PASSWORD.toCharArray()).toString();
        this.users = UserFiles.write(
                folder, "rita:signer:%s:READER^RITA:TEST HOSPITAL\nrob:reader:%s\n".formatted(hash, hash));
        this.service = run();
    }

    static ServiceWithPeers start(Path folder) throws IOException {
        return new ServiceWithPeers(folder);
    }

    private RunningService run() throws IOException {
        return RunningService.start(
                Map.of(
                        "CONFLUENS_DICOM_PORT",
                        String.valueOf(dicomPort),
                        "CONFLUENS_HTTP_PORT",
                        String.valueOf(httpPort),
                        "CONFLUENS_HL7_PORT",
                        String.valueOf(hl7Port),
                        "CONFLUENS_STUDY_STABLE_AFTER",
                        "500ms",
                        "CONFLUENS_INTAKE_FREE_SPACE",
                        "64",
                        "CONFLUENS_DATA_DIR",
                        folder.resolve("data").toString(),
                        "CONFLUENS_SECURITY_USERS",
                        users,
                        "CONFLUENS_PEERS",
                        PEERS),
                folder);
    }

    /** Kills the service and starts it again on the same data. */
    void killAndStartAgain() throws IOException, InterruptedException {
        service.kill();
        service = run();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    int dicomPort() {
        return dicomPort;
    }

    int hl7Port() {
        return hl7Port;
    }

    /** What that user does, and what is stored by that AE title. */
    ReadingRoom room(String user, String aeTitle) {
        return ReadingRoom.of(address(), dicomPort, user, PASSWORD).calling(aeTitle);
    }

    @Override
    public void close() {
        service.close();
    }
}
