package org.confluens.security;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The secret that seals the sessions, the same on every node because it stands in the database. */
@ApplicationScoped
public class SessionKey {

    private static final int KEY_BYTES = 32;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    private SessionToken tokens;

    /** Issues and checks sessions; makes the secret when it is first needed. */
    synchronized SessionToken tokens() {
        if (tokens == null) {
            try (Connection connection = database.getConnection()) {
                tokens = new SessionToken(keyIn(connection));
            } catch (SQLException e) {
                throw new IllegalStateException("the session key cannot be read or made", e);
            }
        }
        return tokens;
    }

    private static byte[] keyIn(Connection connection) throws SQLException {
        Optional<byte[]> present = read(connection);
        if (present.isPresent()) {
            return present.get();
        }
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into session_key (id, secret) values (1, ?)")) {
            insert.setBytes(1, fresh);
            insert.executeUpdate();
            return fresh;
        } catch (SQLException anotherNodeWasFaster) {
            return read(connection).orElseThrow(() -> anotherNodeWasFaster);
        }
    }

    private static Optional<byte[]> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select secret from session_key where id = 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }
}
