package org.confluens.intake;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.confluens.config.Settings;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.transaction.ContainerTransaction;

/** Brings arrivals to the database, one transaction a batch. */
@ApplicationScoped
class ArrivalTransaction {

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    private Settings settings;
    private ContainerTransaction transaction;

    protected ArrivalTransaction() {}

    @Inject
    ArrivalTransaction(Settings settings, ContainerTransaction transaction) {
        this.settings = settings;
        this.transaction = transaction;
    }

    WrittenBatch write(List<Arrival> arrivals, SeriesCache cache, HeaderCodec codec, String node, JournalPosition next)
            throws SQLException {
        return transaction.callNew(() -> {
            try (Connection connection = database.getConnection()) {
                return new ArrivalWriter(connection, cache, codec, settings.duration("confluens.study.stable-after"))
                        .write(arrivals, node, next);
            }
        });
    }

    /** Where the journal of a node has been read to. */
    JournalPosition position(String node) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new Rows(connection)
                    .first(
                            "select segment, position from intake_journal where node = ?",
                            row -> new JournalPosition(row.getLong(1), row.getLong(2)),
                            node)
                    .orElse(JournalPosition.START);
        }
    }
}
