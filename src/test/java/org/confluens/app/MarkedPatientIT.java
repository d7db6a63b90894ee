package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.app.MarkedPatient.MARK;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.FindHandler;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.worklist.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A patient whose every value has a mark goes through every door in ways that fail: at the door, at a PACS and a worklist
 * server that quote the patient in their answers, and in a database that quotes the row it refuses. The mark is nowhere in
 * what the service tells of itself, nor in its answers to other systems.
 */
@NeedsPeer("postgres")
class MarkedPatientIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_NANOS = 200_000_000;

    @TempDir
    private Path folder;

    private final int dicomPort = PeerProgram.freePort();
    private final int hl7Port = PeerProgram.freePort();
    private final int httpPort = PeerProgram.freePort();

    @Test
    void noFailureTellsAnythingOfThePatient() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                DimseServer pacs = quotingPacs();
                RunningService service = RunningService.start(settings(postgres.url(), pacs.port()), folder)) {
            MarkedPatient patient = new MarkedPatient(dicomPort, hl7Port, httpPort);
            patient.everywhere();
            await("1 of .* refused|[1-9]\\d* refused \\[");
            await("org.confluens.delivery\\S+: delivery \\d+ of .*status A900H");
            refuseEveryRow(postgres);
            patient.everywhere();
            await("SQL state 23514");
            assertThat(patient.answers()).isNotEmpty().noneMatch(answer -> answer.contains(MARK));
            for (String path : List.of("/health", "/health/ready", "/metrics")) {
                assertThat(get(path)).as(path).isNotEmpty().doesNotContain(MARK);
            }
            service.terminate();
            assertThat(marked("confluens.log")).isEmpty();
            assertThat(marked("start.log")).isEmpty();
            assertThat(service.said()).doesNotContain(MARK);
        }
    }

    /** Refuses documents with the patient's name, and has steps of that patient that nobody can take over. */
    private static DimseServer quotingPacs() throws IOException {
        StoreHandler store = (request, dataSet) -> {
            throw new DimseException(0xA900, "No such patient: " + MARK);
        };
        FindHandler find = (request, responder) -> responder.pending(Dataset.builder()
                .put(Tag.PatientName, MARK)
                .put(Tag.PatientBirthDate, MARK)
                .putItems(
                        Tag.ScheduledProcedureStepSequence,
                        Dataset.builder()
                                .put(Tag.ScheduledProcedureStepStartDate, MARK)
                                .put(Tag.Modality, MARK)
                                .build())
                .build());
        return DimseServer.builder()
                .bind("127.0.0.1", PeerProgram.freePort())
                .ae(
                        "QUOTING",
                        List.of(
                                new ServiceOffer(
                                        Set.of(UID.ComprehensiveSRStorage), List.of(UID.ExplicitVRLittleEndian), store),
                                new ServiceOffer(
                                        Set.of(UID.ModalityWorklistInformationModelFind),
                                        List.of(UID.ExplicitVRLittleEndian),
                                        find)))
                .start();
    }

    /** The detail of the error that PostgreSQL answers is the whole row. */
    private static void refuseEveryRow(PostgresServer postgres) throws SQLException {
        change(postgres, "alter table %s add constraint no_%1$s check (false) not valid");
    }

    private static void change(PostgresServer postgres, String sql) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "select tablename from pg_tables where schemaname = 'public' and tablename not like 'flyway%'")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute(sql.formatted(table));
            }
        }
    }

    private List<String> marked(String file) throws IOException {
        return lines(file).stream().filter(line -> line.contains(MARK)).toList();
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve("data").resolve(file));
    }

    private void await(String line) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (lines("confluens.log").stream().noneMatch(said -> said.matches(".*(?:" + line + ").*"))) {
            assertThat(System.nanoTime()).as("time for the log to tell " + line).isLessThan(end);
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private String get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> settings(String database, int pacsPort) {
        return Map.ofEntries(
                Map.entry("CONFLUENS_DICOM_PORT", String.valueOf(dicomPort)),
                Map.entry("CONFLUENS_HTTP_PORT", String.valueOf(httpPort)),
                Map.entry("CONFLUENS_HL7_PORT", String.valueOf(hl7Port)),
                Map.entry("CONFLUENS_HL7_ALLOWED_SENDERS", "HIS,HIS|HOSP"),
                Map.entry("CONFLUENS_DATA_DIR", folder.resolve("data").toString()),
                Map.entry("CONFLUENS_DB_URL", database),
                Map.entry("CONFLUENS_PACS", "QUOTING@127.0.0.1:" + pacsPort),
                Map.entry("CONFLUENS_WORKLIST_UPSTREAM", "QUOTING@127.0.0.1:" + pacsPort),
                Map.entry("CONFLUENS_WORKLIST_UPSTREAM_EVERY", "5s"),
                Map.entry("CONFLUENS_STUDY_STABLE_AFTER", "200ms"),
                Map.entry("CONFLUENS_INTAKE_FREE_SPACE", "64"),
                Map.entry("CONFLUENS_JVM_OPTIONS", "-XX:TieredStopAtLevel=1"));
    }
}
