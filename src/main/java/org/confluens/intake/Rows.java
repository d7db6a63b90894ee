package org.confluens.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The few forms of statement that the writer needs, over one connection. Both databases understand them alike. */
final class Rows {

    /** Reads one row. */
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    <T> Optional<T> first(String sql, Mapper<T> mapper, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
            }
        }
    }

    long next(String sequence) throws SQLException {
        return first("select nextval('" + sequence + "')", row -> row.getLong(1))
                .orElseThrow(() -> new SQLException("the sequence " + sequence + " gave no value"));
    }

    /** Runs one statement for each row of values, in their order, in one trip; none where there are no rows. */
    void batch(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = prepare(sql)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * Reads the rows of a query with conditions such as {@code id in (*)}; each star stands for one of the lists, in their
     * order. Not asked where a list is empty.
     *
     * @param lists of a thousand values at most: each is a parameter of the statement
     */
    void each(String sql, Reader reader, Collection<?>... lists) throws SQLException {
        String statement = sql;
        List<Object> values = new ArrayList<>();
        for (Collection<?> list : lists) {
            if (list.isEmpty()) {
                return;
            }
            List<Object> padded = padded(list);
            values.addAll(padded);
            statement = statement.replaceFirst(
                    "\\(\\*\\)", "(" + String.join(", ", Collections.nCopies(padded.size(), "?")) + ")");
        }
        try (PreparedStatement select = prepare(statement)) {
            bind(select, values.toArray());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    reader.read(found);
                }
            }
        }
    }

    /** As many values as a power of two, so that databases see few statements. */
    private static List<Object> padded(Collection<?> values) {
        List<Object> padded = new ArrayList<>(values);
        Object last = padded.get(padded.size() - 1);
        while (Integer.bitCount(padded.size()) > 1) {
            padded.add(last);
        }
        return padded;
    }

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : values[i]);
        }
    }

    /** A text that fits its column. */
    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
