package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.app.RunningService;
import org.confluens.bench.EmbeddedPasswordFile;
import org.confluens.dicom.data.Uids;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who can write to the database puts a whole report back to what it was, takes one out, and changes findings that
 * are kept beside a document. Nobody opens these reports: the sweep over all of them finds it.
 */
class RolledBackReportsIT {

    private static final List<String> TABLES = List.of("report_version", "report_version_seal");

    @TempDir
    private static Path folder;

    private final int dicomPort = PeerProgram.freePort();
    private final int httpPort = PeerProgram.freePort();
    private final URI address = URI.create("http://127.0.0.1:" + httpPort);
    private final ReadingRoom room = ReadingRoom.of(address, dicomPort, "nobody", "none");
    private final Path data = folder.resolve("data");

    @Test
    void theSweepTellsAReportThatWasPutBackOneThatIsGoneAndFindingsThatWereChanged() throws Exception {
        long putBack;
        long goesOn;
        long gone;
        long otherFindings;
        try (RunningService service = start()) {
            putBack = completed("BACK");
            goesOn = completed("GOES");
            gone = completed("GONE");
            otherFindings = completed("FIND");
            assertThat(room.verify(otherFindings, "READER^RITA").status()).isEqualTo(200);
            ReadingRoom.await(() -> counted("FIND") == 1 ? Optional.of(true) : Optional.empty());
            service.terminate();
        }
        inDatabase("create table kept_report as select * from report where id = " + putBack);
        for (String table : TABLES) {
            inDatabase("create table kept_%1$s as select * from %1$s where report_id = %2$d".formatted(table, putBack));
        }
        try (RunningService service = start()) {
            assertThat(room.verify(putBack, "READER^RITA").status()).isEqualTo(200);
            assertThat(room.verify(goesOn, "READER^RITA").status()).isEqualTo(200);
            assertThat(room.post("reports/" + goesOn + "/amend", "{}").status()).isEqualTo(200);
            assertThat(allChecked()).as("before anything was changed").doesNotContain("\"reports\"");
            service.terminate();
        }
        assertThat(Files.size(data.resolve("seal.heads"))).isPositive();
        takeOut(putBack);
        inDatabase("insert into report select * from kept_report");
        for (String table : TABLES) {
            inDatabase("insert into %1$s select * from kept_%1$s".formatted(table));
        }
        takeOut(gone);
        inDatabase("update report_findings set findings = '{\"findings\":[]}' where version_id in"
                + " (select id from report_version where report_id = " + otherFindings + ")");

        try (RunningService service = start()) {
            assertThat(service.said()).contains("ready");
            String health = allChecked();
            assertThat(health).contains("\"reports\":\"%d,%d,%d\"".formatted(putBack, gone, otherFindings));
            String log = Files.readString(data.resolve("confluens.log"));
            assertThat(log)
                    .contains("the state of report " + putBack + " is not as it was written (ROLLED_BACK)")
                    .contains("the state of report " + gone + " is not as it was written (MISSING)")
                    .contains("the kept findings of version 3 of report " + otherFindings
                            + " is not as it was written (CHANGED)")
                    .contains("things are not as they were written")
                    .doesNotContain("of report " + goesOn + " is not as");
            assertThat(get("/metrics")).containsPattern("confluens_seals_broken\\S* 3");
            assertNothingIsBuiltOn(putBack);
            assertThat(counted("BACK")).isZero();
            assertThat(counted("FIND")).as("by its document").isEqualTo(1);
            assertThat(room.report(goesOn).json().getJsonArray("broken")).isEmpty();
            assertThat(room.post("reports/" + goesOn + "/abandon", "{}").status())
                    .isEqualTo(200);
        }
    }

    private void assertNothingIsBuiltOn(long report) {
        JsonObject json = room.report(report).json();
        assertThat(json.getJsonArray("broken").getJsonObject(0).getString("seal"))
                .isEqualTo("ROLLED_BACK");
        assertThat(json.getJsonArray("actions").toString()).isIn("[]", "[\"withdraw\"]");
        for (String act : List.of("amend", "reopen", "complete")) {
            assertThat(room.post("reports/" + report + "/" + act, "{}").status())
                    .as(act)
                    .isEqualTo(409);
        }
        assertThat(room.verify(report, "SENIOR^SAM").status()).isEqualTo(409);
    }

    private long completed(String patient) throws IOException {
        long id = room.draft(Uids.create(), patient);
        room.fill(id, "IJV-L-J1");
        assertThat(room.post("reports/" + id + "/complete", "{}").status()).isEqualTo(200);
        return id;
    }

    private int counted(String patient) {
        return room.get("patients/concordance?id=" + patient + "&issuer=TEST")
                .json()
                .getJsonArray("reports")
                .size();
    }

    /** The health document once all reports were looked at. */
    private String allChecked() {
        return ReadingRoom.await(() -> Optional.of(get("/health")).filter(text -> text.contains("allCheckedAt")));
    }

    private void takeOut(long report) throws SQLException {
        inDatabase("delete from report_findings where version_id in (select id from report_version where report_id = "
                + report + ")");
        for (String table : TABLES) {
            inDatabase("delete from %s where report_id = %d".formatted(table, report));
        }
        inDatabase("delete from report where id = " + report);
    }

    private void inDatabase(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + data.resolve("confluens")
                                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                        "confluens",
                        EmbeddedPasswordFile.in(data));
                Statement statement = connection.createStatement()) {
            statement.execute("drop trigger if exists report_version_sealed");
            statement.execute("set referential_integrity false");
            statement.execute(sql);
        }
    }

    private RunningService start() throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("CONFLUENS_DICOM_PORT", String.valueOf(dicomPort));
        settings.put("CONFLUENS_HTTP_PORT", String.valueOf(httpPort));
        settings.put("CONFLUENS_DATA_DIR", data.toString());
        settings.put("CONFLUENS_STUDY_STABLE_AFTER", "200ms");
        settings.put("CONFLUENS_INTAKE_FREE_SPACE", "64");
        settings.put("CONFLUENS_SECURITY_SEAL_SWEEP_RATE", "2");
        return RunningService.start(settings, folder);
    }

    private String get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
