package org.confluens.worklist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.confluens.peer.PeerProgram;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of a test's own, from Debian's package. It does not run as root, so a test that does steps down. */
public final class PostgresServer implements AutoCloseable {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    /** Where also a user may work who cannot enter the build's folder. */
    private static final Path EVERYBODYS = Path.of("/tmp");

    /** SQLSTATE cannot_connect_now. */
    private static final String STARTING_UP = "57P03";

    private static final long START_WITHIN_NANOS = 30_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

    private final PeerProgram server;
    private final Path folder;
    private final int port;

    private PostgresServer(PeerProgram server, Path folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    public static PostgresServer start() throws Exception {
        Path programs = programs();
        Path folder = Files.createTempDirectory(EVERYBODYS, "postgres");
        folder.toFile().setWritable(true, false);
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        String data = folder.resolve("data").toString();
        PeerProgram.Result made = PeerProgram.run(
                Map.of(),
                asNobody(programs.resolve("initdb"), "-D", data, "-U", "confluens", "-A", "trust", "-E", "UTF8"));
        if (made.exitCode() != 0) {
            throw new AssertionError("initdb failed: " + made.output());
        }
        int port = PeerProgram.freePort();
        List<String> command = asNobody(
                programs.resolve("postgres"),
                "-D",
                data,
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off");
        PostgresServer postgres = new PostgresServer(PeerProgram.serve(Map.of(), port, command), folder, port);
        postgres.awaitStart();
        return postgres;
    }

    /** Its port is open before it takes a connection: until then it answers "starting up". */
    private void awaitStart() throws SQLException {
        long deadline = System.nanoTime() + START_WITHIN_NANOS;
        while (true) {
            try {
                dataSource().getConnection().close();
                return;
            } catch (SQLException e) {
                if (!STARTING_UP.equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    close();
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
        }
    }

    private static Path programs() throws Exception {
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.sorted()
                    .reduce((older, newer) -> newer)
                    .orElseThrow()
                    .resolve("bin");
        }
    }

    private static List<String> asNobody(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", "nobody", "--"));
        }
        command.add(program.toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Where it listens on this machine. */
    public int port() {
        return port;
    }

    /** Its database's address; the user is {@code confluens}. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public DataSource dataSource() {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(url());
        postgres.setUser("confluens");
        return postgres;
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
