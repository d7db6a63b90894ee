package org.confluens.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.confluens.config.ConfigurationException;
import org.confluens.platform.disk.OwnerOnly;

/**
 * Database and data folder belong together: both hold the installation's identifier. A start is refused where they do not,
 * because it would begin afresh, or go on with another's reports, as if nothing were missing.
 */
final class Installation {

    /** The file of the data folder that holds the identifier. */
    static final String MARKER = "installation";

    private static final String JOURNAL = "intake";
    private static final String SEGMENT = ".journal";

    private final Path folder;
    private final DataSource database;
    private final String name;

    /** @param name what the database is called in a message, without a secret */
    Installation(Path folder, DataSource database, String name) {
        this.folder = folder;
        this.database = database;
        this.name = name;
    }

    /**
     * Refuses a database that does not fit, before anything is changed in it.
     *
     * @throws ConfigurationException when the database is empty and the data folder was in use, when it is another
     *     installation's, or when another release has made its schema
     */
    void check(SchemaFit schema) throws SQLException {
        if (schema.isNew()) {
            refuseUsedFolder();
            return;
        }
        schema.check();
        Optional<String> here = marker();
        Optional<String> there = hasIdentifier() ? id() : Optional.empty();
        if (here.isPresent() && there.isPresent() && !here.equals(there)) {
            throw new ConfigurationException(
                    "The data folder '%s' belongs to installation %s, the database %s to %s; name the database that belongs to the folder in confluens.db.url, or the folder that belongs to the database in confluens.data-dir"
                            .formatted(folder, here.get(), name, there.get()));
        }
    }

    private void refuseUsedFolder() {
        if (marker().isPresent() || wasUsed()) {
            throw new ConfigurationException(
                    "The database %s is empty, but the data folder '%s' was in use with one that was not; put that database back from its copy, or begin anew with an empty data folder"
                            .formatted(name, folder));
        }
    }

    /** Writes the identifier where it is missing, once the schema is this release's. */
    void keep() throws SQLException {
        Optional<String> there = id();
        if (there.isEmpty()) {
            give(marker().orElse(UUID.randomUUID().toString()));
            there = id();
        }
        if (marker().isEmpty()) {
            mark(there.orElseThrow());
        }
    }

    /** Of several nodes that start on one new database, the first gives the identifier. */
    private void give(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update installation set identifier = ? where identifier is null")) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }

    private Optional<String> id() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select identifier from installation");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    /** A database that an older release wrote last has no identifier yet. */
    private boolean hasIdentifier() throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet column = connection
                        .getMetaData()
                        .getColumns(null, connection.getSchema(), "installation", "identifier")) {
            return column.next();
        }
    }

    private Optional<String> marker() {
        Path file = folder.resolve(MARKER);
        try {
            return Files.exists(file)
                    ? Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " can't be read", e);
        }
    }

    private void mark(String id) {
        try {
            OwnerOnly.folder(folder);
            Path whole = OwnerOnly.write(
                    folder.resolve(MARKER + ".new"), (id + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
            Files.move(whole, folder.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + folder + " can't be marked as this database's", e);
        }
    }

    /** A folder of a release that did not mark it yet has a journal with segments. */
    private boolean wasUsed() {
        Path journal = folder.resolve(JOURNAL);
        if (!Files.isDirectory(journal)) {
            return false;
        }
        try (Stream<Path> files = Files.list(journal)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(SEGMENT));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + journal + " can't be read", e);
        }
    }
}
