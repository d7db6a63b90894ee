package org.confluens.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.peer.PeerProgram;
import org.confluens.worklist.Stations;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.WorklistLoader;
import org.confluens.worklist.query.WorklistFind;
import org.confluens.worklist.query.WorklistPolicy;
import org.confluens.worklist.query.WorklistSearch;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Worklist queries, from request to final response on an open association: one patient, one station today, one modality
 * today, all of today; few items and many; one, four and sixty clients; wlmscpfs and Orthanc's plugin over the same few
 * items. On H2, or on the PostgreSQL database that BENCH_DB_URL names, which is emptied first.
 */
public final class WorklistBench {

    private static final Path SCHEMA = Path.of("src/main/resources/db/migration/V30__worklist.sql");
    private static final int FEW = 10_000;
    private static final int TODAYS = 2_000;
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");

    private final Path work;
    private final PrintStream out;
    private final LocalDate today = LocalDate.now(Clock.systemDefaultZone());
    private final Map<String, Double> figures = new TreeMap<>();

    private WorklistBench(Path work, PrintStream out) {
        this.work = work;
        this.out = out;
    }

    /** Arguments: a folder to work in, and how many items are many. */
    public static void main(String[] arguments) throws Exception {
        int many = Integer.parseInt(arguments[1]);
        Path work = Path.of(arguments[0]);
        logTo(work.resolve("worklist.log"));
        new WorklistBench(work, System.out).run(many);
        System.exit(0);
    }

    /** Each query is logged, as it is in the service, but not between the lines of the table. */
    private static void logTo(Path file) throws IOException {
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new FileHandler(file.toString()));
    }

    private void run(int many) throws Exception {
        out.printf("%-34s %7s %8s %9s %9s %9s%n", "query", "clients", "answers", "p50 ms", "p95 ms", "p99 ms");
        DataSource database = database();
        WorklistLoader loader = new WorklistLoader(database, today, TODAYS);
        try (DimseServer server = serve(database)) {
            RemoteAe ours = new RemoteAe("WORKLIST", "127.0.0.1", server.port());
            loader.load(0, FEW);
            analyze(database);
            FindTimer.Times few = single(ours, "ours, 10k items");
            figures.put("single_10k_ms", few.p50());
            peers(loader, few);
            dropIndexes(database);
            loader.load(FEW, many);
            createIndexes(database);
            analyze(database);
            FindTimer.Times lots = single(ours, "ours, " + many + " items");
            figures.put("single_1m_over_10k_latency", lots.p50() / few.p50());
            figures.put("items", (double) many);
            everyQuery(ours);
        }
        out.println(json());
    }

    private FindTimer.Times single(RemoteAe remote, String name) throws Exception {
        IntFunction<Dataset> queries = WorklistBench::todaysPatient;
        FindTimer.measure(remote, queries, 1, 500);
        return report(name + ": patient", 1, FindTimer.measure(remote, queries, 1, 1_000));
    }

    private void everyQuery(RemoteAe ours) throws Exception {
        Map<String, IntFunction<Dataset>> queries = Map.of(
                "patient", WorklistBench::todaysPatient,
                "station today", i -> step(Tag.ScheduledStationAETitle, "STATION" + i % WorklistLoader.STATIONS),
                "modality today", i -> step(Tag.Modality, "XA"),
                "all of today", i -> step(Tag.Modality, ""));
        for (int clients : new int[] {1, 4, 60}) {
            for (String name : List.of("patient", "station today", "modality today", "all of today")) {
                int each = name.equals("patient") ? 2_400 / clients : Math.max(2, 120 / clients);
                FindTimer.Times times = FindTimer.measure(ours, queries.get(name), clients, each);
                report(name, clients, times);
                if (name.equals("patient") && clients == 60) {
                    figures.put("single_1m_p99_ms", times.p99());
                }
            }
        }
    }

    private void peers(WorklistLoader loader, FindTimer.Times ours) throws Exception {
        Path files = files(loader);
        IntFunction<Dataset> queries = WorklistBench::todaysPatient;
        if (PeerProgram.isInstalled("wlmscpfs")) {
            int port = PeerProgram.freePort();
            try (PeerProgram peer = PeerProgram.serve(
                    Map.of("TCP_NODELAY", "1"),
                    port,
                    List.of("wlmscpfs", "-dfp", files.getParent().toString(), Integer.toString(port)))) {
                RemoteAe remote = new RemoteAe("WORKLIST", "127.0.0.1", port);
                FindTimer.Times times =
                        report("wlmscpfs, 10k items: patient", 1, FindTimer.measure(remote, queries, 1, 5));
                figures.put("single_10k_vs_wlmscpfs", peer.isAlive() ? times.p50() / ours.p50() : Double.NaN);
            }
        }
        if (PeerProgram.isInstalled("Orthanc")) {
            int port = PeerProgram.freePort();
            Path configuration = Files.writeString(work.resolve("orthanc.json"), orthanc(files, port));
            try (PeerProgram peer =
                    PeerProgram.serve(Map.of("TCP_NODELAY", "1"), port, List.of("Orthanc", configuration.toString()))) {
                RemoteAe remote = new RemoteAe("WORKLIST", "127.0.0.1", port);
                FindTimer.Times times =
                        report("Orthanc, 10k items: patient", 1, FindTimer.measure(remote, queries, 1, 5));
                figures.put("single_10k_vs_orthanc", peer.isAlive() ? times.p50() / ours.p50() : Double.NaN);
            }
        }
    }

    private Path files(WorklistLoader loader) throws IOException {
        Path folder = Files.createDirectories(work.resolve("peers").resolve("WORKLIST"));
        Files.createFile(folder.resolve("lockfile"));
        for (int i = 0; i < FEW; i++) {
            Dataset item = loader.dataset(i).toBuilder()
                    .put(Tag.SOPClassUID, UID.ModalityWorklistInformationModelFind)
                    .put(Tag.SOPInstanceUID, "2.25.8" + i)
                    .build();
            Files.write(
                    folder.resolve(i + ".wl"),
                    Part10.of(item, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).bytes());
        }
        return folder;
    }

    private String orthanc(Path files, int port) {
        return """
                {"Name": "WL", "DicomAet": "WORKLIST", "DicomPort": %d, "DicomCheckCalledAet": false,
                 "DicomAlwaysAllowFind": true, "DicomAlwaysAllowFindWorklist": true, "HttpServerEnabled": false,
                 "StorageDirectory": "%s", "IndexDirectory": "%s",
                 "Plugins": ["/usr/share/orthanc/plugins/libModalityWorklists.so"],
                 "Worklists": {"Enable": true, "Database": "%s"}}
                """.formatted(port, work.resolve("orthanc"), work.resolve("orthanc"), files);
    }

    private FindTimer.Times report(String name, int clients, FindTimer.Times times) {
        out.printf(
                "%-34s %7d %8d %9.2f %9.2f %9.2f%n",
                name, clients, times.answers(), times.p50(), times.p95(), times.p99());
        return times;
    }

    private DimseServer serve(DataSource database) throws IOException {
        Set<StepState> shown = EnumSet.allOf(StepState.class);
        shown.removeIf(StepState::ended);
        WorklistPolicy policy = new WorklistPolicy(
                100_000, shown, Duration.ofDays(30), Set.of(), new Stations(Map.of(), List.of()), "");
        WorklistFind find = new WorklistFind(new WorklistSearch(database), policy, Clock.systemDefaultZone());
        return DimseServer.builder()
                .ae(
                        "WORKLIST",
                        List.of(new ServiceOffer(
                                Set.of(UID.ModalityWorklistInformationModelFind),
                                List.of(UID.ExplicitVRLittleEndian),
                                find)))
                .start();
    }

    private DataSource database() throws SQLException {
        String url = System.getenv("BENCH_DB_URL");
        DataSource database = url == null ? h2() : postgres(url);
        if (url != null) {
            execute(database, "drop schema public cascade; create schema public");
        }
        WorklistDatabase.of(database);
        return database;
    }

    /** A million rows go in faster when the indexes are made once at the end. */
    private static void dropIndexes(DataSource database) throws SQLException, IOException {
        for (String statement : indexes()) {
            execute(database, "drop index " + statement.split("\\s+")[2]);
        }
    }

    private static void createIndexes(DataSource database) throws SQLException, IOException {
        for (String statement : indexes()) {
            execute(database, statement);
        }
    }

    private static List<String> indexes() throws IOException {
        return Arrays.stream(Files.readString(SCHEMA).split(";"))
                .map(String::strip)
                .filter(statement -> statement.startsWith("create index worklist_"))
                .toList();
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private DataSource h2() {
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:" + work.resolve("worklist") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "sa", "");
        pool.setMaxConnections(20);
        return pool;
    }

    /** Without a pool each query would pay for a new connection. */
    private static DataSource postgres(String url) {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(url);
        return new SmallPool(postgres, 20).dataSource();
    }

    private static void analyze(DataSource database) throws SQLException {
        execute(database, "analyze");
    }

    private static Dataset todaysPatient(int query) {
        return patient((int) (query * 7919L % TODAYS));
    }

    private static Dataset patient(int number) {
        return Dataset.builder()
                .put(Tag.PatientID, WorklistLoader.patientId(number))
                .putEmpty(Tag.PatientName)
                .putEmpty(Tag.AccessionNumber)
                .putItems(Tag.ScheduledProcedureStepSequence, returnKeys().build())
                .build();
    }

    private Dataset step(int tag, String value) {
        Dataset step = returnKeys()
                .put(Tag.ScheduledProcedureStepStartDate, DA.format(today))
                .put(tag, value)
                .build();
        return Dataset.builder()
                .putEmpty(Tag.PatientName)
                .putEmpty(Tag.PatientID)
                .putItems(Tag.ScheduledProcedureStepSequence, step)
                .build();
    }

    private static Dataset.Builder returnKeys() {
        return Dataset.builder()
                .putEmpty(Tag.Modality)
                .putEmpty(Tag.ScheduledStationAETitle)
                .putEmpty(Tag.ScheduledProcedureStepStartDate)
                .putEmpty(Tag.ScheduledProcedureStepStartTime)
                .putEmpty(Tag.ScheduledProcedureStepID);
    }

    private String json() {
        StringBuilder json = new StringBuilder("{");
        figures.forEach((name, value) ->
                json.append(json.length() == 1 ? "" : ", ").append("\"%s\": %.3f".formatted(name, value)));
        return json.append("}").toString();
    }
}
