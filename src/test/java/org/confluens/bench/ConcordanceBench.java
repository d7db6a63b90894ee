package org.confluens.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.report.seal.Seal;
import org.confluens.report.seal.SealDatabase;
import org.confluens.report.seal.SealKey;

/**
 * Compares all patients of a database again: a hundredth of them, for the first time and once more, a tenth, all. Says what
 * one patient costs at each size, and how long the reading list, the flags and a worklist query take meanwhile. At a tenth the service is also killed on the
 * way, and every patient has to be compared in the end. On H2, or on the PostgreSQL database that BENCH_DB_URL names, which
 * is emptied first.
 */
final class ConcordanceBench {
    private static final int STEPS = 20;

    private final Path root;
    private final Path work;
    private final int httpPort;
    private final int dicomPort;
    private final Optional<String> postgres = Optional.ofNullable(System.getenv("BENCH_DB_URL"));

    private ConcordanceBench(Path root, Path work) throws IOException {
        this.root = root;
        this.work = work;
        this.httpPort = Receiver.freePort();
        this.dicomPort = Receiver.freePort();
    }

    /** Arguments: the folder of the sources, a folder to work in, the number of patients. */
    public static void main(String[] arguments) throws Exception {
        int patients = Integer.parseInt(arguments[2]);
        new ConcordanceBench(Path.of(arguments[0]), Path.of(arguments[1])).measure(patients);
    }

    private void measure(int patients) throws Exception {
        empty();
        start().close();
        int hundredth = Math.max(ConcordanceStock.SMALLEST, patients / 100);
        int tenth = Math.max(hundredth, patients / 10);
        add(0, hundredth);
        ConcordanceRunTimer.Figures first = compare(hundredth);
        ConcordanceRunTimer.Figures small = compare(hundredth);
        add(hundredth, tenth);
        ConcordanceRunTimer.Figures middle = compare(tenth);
        long afterKill = killedOnTheWay(tenth);
        add(tenth, patients);
        ConcordanceRunTimer.Figures all = compare(patients);
        row("patients", "ms a patient", "GET reports p95", "GET flags p95", "C-FIND p95");
        row(hundredth + " first", first);
        row(String.valueOf(hundredth), small);
        row(String.valueOf(tenth), middle);
        row(String.valueOf(patients), all);
        System.out.println("killed on the way at " + tenth + ", compared in the end: " + afterKill);
        System.out.printf(
                Locale.ROOT,
                "{\"patients\":%d,\"database\":\"%s\",\"patient_ms\":%.3f,\"first_patient_ms\":%.3f,"
                        + "\"cost_growth_10\":%.3f,\"cost_growth_100\":%.3f,"
                        + "\"reports_p95_ms\":%.1f,\"flags_p95_ms\":%.1f,\"find_p95_ms\":%.1f,\"restart_complete\":%b}%n",
                patients,
                postgres.isPresent() ? "PostgreSQL" : "H2",
                all.patientMillis(),
                first.patientMillis(),
                all.patientMillis() / middle.patientMillis(),
                all.patientMillis() / small.patientMillis(),
                all.reportsP95(),
                all.flagsP95(),
                all.findP95(),
                afterKill == tenth);
    }

    private static void row(String patients, ConcordanceRunTimer.Figures figures) {
        row(
                patients,
                String.format(Locale.ROOT, "%.3f", figures.patientMillis()),
                String.format(Locale.ROOT, "%.1f", figures.reportsP95()),
                String.format(Locale.ROOT, "%.1f", figures.flagsP95()),
                String.format(Locale.ROOT, "%.1f", figures.findP95()));
    }

    private static void row(String... cells) {
        StringBuilder row = new StringBuilder();
        for (String cell : cells) {
            row.append(String.format("%17s", cell));
        }
        System.out.println(row);
    }

    /** The findings of the first are left to the service; those who come later were verified while it ran. */
    private void add(int from, int to) throws Exception {
        long begun = System.nanoTime();
        try (Connection connection = connection()) {
            ConcordanceStock stock = new ConcordanceStock(connection);
            stock.fill(from, to);
            SealDatabase.sealAll(connection, key());
            connection.commit();
            if (from > 0) {
                stock.keepFindings(from, to, key());
            }
        }
        System.out.printf(
                Locale.ROOT, "%d patients made in %d s%n", to - from, (System.nanoTime() - begun) / 1_000_000_000);
    }

    /** Forgets earlier comparisons, so that each size has everything to write, and compares all. */
    private ConcordanceRunTimer.Figures compare(int patients) throws Exception {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            forgetComparisons(connection);
        }
        try (Receiver service = start();
                ConcordanceRunTimer timer = new ConcordanceRunTimer(httpPort, dicomPort)) {
            timer.scheduleSteps(STEPS);
            ConcordanceRunTimer.Figures figures = timer.compareAll(patients);
            System.out.printf(
                    Locale.ROOT,
                    "%d patients compared by process %d: %.3f ms each%n",
                    patients,
                    service.pid(),
                    figures.patientMillis());
            return figures;
        }
    }

    private static void forgetComparisons(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate table segment_comparison");
            // A finished run by the same rules stays, else the service would begin one by itself, before the clock
            // runs.
            statement.execute("update concordance_run set finished_at = current_timestamp where finished_at is null");
        }
        connection.commit();
    }

    private long killedOnTheWay(int patients) throws Exception {
        try (Receiver service = start();
                ConcordanceRunTimer timer = new ConcordanceRunTimer(httpPort, dicomPort)) {
            timer.begin();
            timer.awaitPatients(patients / 3);
            kill(service);
        }
        try (Receiver service = start();
                ConcordanceRunTimer timer = new ConcordanceRunTimer(httpPort, dicomPort)) {
            return service.pid() > 0 ? timer.awaitEnd() : 0;
        }
    }

    private static void kill(Receiver service) {
        ProcessHandle.of(service.pid()).ifPresent(handle -> {
            handle.descendants().forEach(ProcessHandle::destroyForcibly);
            handle.destroyForcibly();
        });
    }

    private Receiver start() throws IOException {
        return Receiver.service(
                root,
                work,
                httpPort,
                dicomPort,
                postgres.map(url -> Map.of("CONFLUENS_DB_URL", url)).orElse(Map.of()));
    }

    private void empty() throws SQLException {
        if (postgres.isPresent()) {
            try (Connection connection = connection();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop schema public cascade");
                statement.execute("create schema public");
            }
        }
    }

    private Seal key() {
        return SealKey.open(
                Settings.of(Map.of("confluens.data-dir", work.resolve("data").toString())));
    }

    private Connection connection() throws SQLException {
        String embedded = "jdbc:h2:file:" + work.resolve("data/confluens")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        return DriverManager.getConnection(
                postgres.orElse(embedded), "confluens", EmbeddedPasswordFile.in(work.resolve("data")));
    }
}
