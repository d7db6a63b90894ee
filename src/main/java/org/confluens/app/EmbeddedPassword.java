package org.confluens.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.confluens.platform.disk.OwnerOnly;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The password of the embedded database: made by chance once, and kept beside it in a file that only the owner may read. A
 * database of an earlier release, which had none, gets it at the first start. It is written before it is set, so that a start
 * that is killed between the two goes on with the same one.
 */
final class EmbeddedPassword {

    private static final String FILE = "database.password";
    private static final int BYTES = 32;
    private static final int WRONG_PASSWORD = 28_000;

    private EmbeddedPassword() {}

    /**
     * The password of the database of the folder, as whom the source is to be opened.
     *
     * @throws UncheckedIOException when the file can be neither read nor written
     * @throws IllegalStateException when the database takes neither the password nor none
     */
    static synchronized String of(Path folder, JdbcDataSource source) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            Path draft = folder.resolve(FILE + ".new");
            if (!Files.exists(draft) || Files.readString(draft).isBlank()) {
                OwnerOnly.folder(folder);
                OwnerOnly.write(draft, random().getBytes(StandardCharsets.US_ASCII));
            }
            String password = Files.readString(draft).strip();
            Path database = folder.resolve("confluens.mv.db");
            if (Files.exists(database)) {
                set(source, password);
            } else {
                OwnerOnly.file(database);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return password;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the embedded database takes neither the password in " + folder + " nor none", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the password of the embedded database, " + file + ", cannot be kept", e);
        }
    }

    private static void set(JdbcDataSource source, String password) throws SQLException {
        try (Connection connection = source.getConnection(source.getUser(), "");
                Statement statement = connection.createStatement()) {
            statement.execute("SET PASSWORD '" + password + "'");
        } catch (SQLException e) {
            if (e.getErrorCode() != WRONG_PASSWORD) {
                throw e;
            }
            source.getConnection(source.getUser(), password).close();
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
