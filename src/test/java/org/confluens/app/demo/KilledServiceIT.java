package org.confluens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.confluens.app.RunningService;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed at moments that nobody chose, while images, reports, orders and performed steps come in, and is
 * started again: what it said yes to is there, once, and the PACS has every version of every report, once.
 * {@code -Dkill.rounds=30} for a long run.
 */
@NeedsPeer("Orthanc")
class KilledServiceIT {

    private static final int MOST_MILLIS = 2000;

    @TempDir
    private Path folder;

    private final int dicomPort = PeerProgram.freePort();
    private final int httpPort = PeerProgram.freePort();
    private final int hl7Port = PeerProgram.freePort();
    private final int pacsPort = PeerProgram.freePort();
    private final int pacsHttpPort = PeerProgram.freePort();
    private final Acknowledged acknowledged = new Acknowledged();

    @Test
    void losesAndDoublesNothingThatItAcknowledged() throws Exception {
        int rounds = Integer.getInteger("kill.rounds", 1);
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.println("kill.seed=" + seed);
        Random random = new Random(seed);
        HospitalLoad load = new HospitalLoad(acknowledged, dicomPort, httpPort, hl7Port);
        try (PeerProgram orthanc = orthanc()) {
            for (int round = 0; round < rounds; round++) {
                try (RunningService service = RunningService.start(settings(), folder)) {
                    load.start();
                    int signed = acknowledged.signed.size();
                    Await.until(
                            "a signed report",
                            () -> Optional.of(acknowledged.signed.size()).filter(now -> now > signed));
                    LockSupport.parkNanos(
                            Duration.ofMillis(random.nextInt(MOST_MILLIS)).toNanos());
                    service.kill();
                    load.stop();
                }
                assertThat(orthanc.isAlive()).isTrue();
                System.out.println("round " + round + ": acknowledged " + acknowledged.count() + ", signed "
                        + acknowledged.signed.size());
            }
            try (RunningService service = RunningService.start(settings(), folder)) {
                List<String> faults =
                        new Inventory(acknowledged, httpPort, DemoPacs.at("http://127.0.0.1:" + pacsHttpPort)).faults();
                assertThat(acknowledged.signed).as("signed").isNotEmpty();
                assertThat(faults).as("seed " + seed).isEmpty();
                assertThat(service.terminate()).isZero();
            }
        }
    }

    /** Nothing can be delivered before the kill, because the PACS is away until after it. */
    @Test
    void deliversOnceAfterTheRestartWhatWasVerifiedBeforeTheKill() throws Exception {
        HospitalLoad load = new HospitalLoad(acknowledged, dicomPort, httpPort, hl7Port);
        try (RunningService service = RunningService.start(settings(), folder)) {
            load.start();
            Await.until(
                    "a signed report",
                    () -> Optional.of(acknowledged.signed.size()).filter(signed -> signed > 0));
            service.kill();
            load.stop();
        }
        try (PeerProgram orthanc = orthanc();
                RunningService service = RunningService.start(settings(), folder)) {
            List<String> faults =
                    new Inventory(acknowledged, httpPort, DemoPacs.at("http://127.0.0.1:" + pacsHttpPort)).faults();
            assertThat(acknowledged.signed).as("signed").isNotEmpty();
            assertThat(faults).isEmpty();
            assertThat(orthanc.isAlive()).isTrue();
            assertThat(service.terminate()).isZero();
        }
    }

    private PeerProgram orthanc() throws IOException {
        Path storage = Files.createDirectory(folder.resolve("orthanc"));
        Path configuration = Files.writeString(
                folder.resolve("orthanc.json"), """
                { "StorageDirectory": "%s", "IndexDirectory": "%s", "DicomAet": "PACS", "DicomPort": %d, "HttpPort": %d,
                  "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true, "AuthenticationEnabled": false }
                """.formatted(storage, storage, pacsPort, pacsHttpPort));
        return PeerProgram.serve(Map.of("TCP_NODELAY", "1"), pacsPort, List.of("Orthanc", configuration.toString()));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("CONFLUENS_DICOM_PORT", String.valueOf(dicomPort));
        settings.put("CONFLUENS_HTTP_PORT", String.valueOf(httpPort));
        settings.put("CONFLUENS_HL7_PORT", String.valueOf(hl7Port));
        settings.put("CONFLUENS_DATA_DIR", folder.resolve("data").toString());
        settings.put("CONFLUENS_PACS", "PACS@127.0.0.1:" + pacsPort);
        settings.put("CONFLUENS_STUDY_STABLE_AFTER", "500ms");
        settings.put("CONFLUENS_INTAKE_FREE_SPACE", "64");
        settings.put("CONFLUENS_JVM_OPTIONS", "-XX:TieredStopAtLevel=1");
        return settings;
    }
}
