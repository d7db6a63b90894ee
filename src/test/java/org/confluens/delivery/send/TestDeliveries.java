package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Delivery;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.dimse.RemoteAe;

/** The outbox as tests use it: they leave documents there, ask what became of them, and move their times. */
@ApplicationScoped
public class TestDeliveries {

    private static final int ALL = 1000;

    @Inject
    private Settings settings;

    @Inject
    private Outbox outbox;

    @Inject
    private Deliveries deliveries;

    @Inject
    private Breakers breakers;

    @Inject
    private Clock clock;

    @Inject
    private TestTransaction transaction;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    /** Where the service sends documents, as its configuration says it. */
    public String destination() {
        return settings.text("confluens.pacs");
    }

    /** The PACS that the service sends to; until it is opened that can't be reached. */
    public TestPacs pacs() throws IOException {
        RemoteAe address = RemoteAe.parse(destination());
        return new TestPacs(address.aeTitle(), address.port());
    }

    /** Whether the destination counts as working. */
    public boolean works() {
        return breakers.documents(destination()).condition().failingSince().isEmpty();
    }

    /** Leaves a document in a line of its own. */
    public void leave(Dataset document) throws Exception {
        leave("test " + TestPacs.uid(document), document);
    }

    /** Leaves documents in one transaction. */
    public void leave(String line, Dataset... documents) throws Exception {
        transaction.run(() -> {
            for (Dataset document : documents) {
                outbox.store(document, "test", line);
            }
        });
    }

    public Delivery of(Dataset document) {
        return of(Set.of(TestPacs.uid(document))).get(0);
    }

    /** Those of the documents with these SOP Instance UIDs, the newest first. */
    public List<Delivery> of(Set<String> uids) {
        return deliveries.newest(Optional.empty(), Optional.empty(), ALL).stream()
                .filter(delivery -> uids.contains(delivery.sopInstanceUid()))
                .toList();
    }

    /** Has the destination tried now, as a person can. */
    public void probe() {
        breakers.documents(destination()).probeNow();
    }

    /** Waits until a document is there. */
    public void awaitDelivered(Dataset document) {
        TestPacs.await(() -> of(document).state() == DeliveryState.DELIVERED);
    }

    /** Sets a time of a delivery to so long from now; negative for the past. */
    public void move(Dataset document, String column, Duration later) {
        change(
                "update delivery set " + column + " = ?, version = version + 1 where sop_instance_uid = ?",
                clock.instant().plus(later).atOffset(ZoneOffset.UTC),
                TestPacs.uid(document));
    }

    /** Changes one row behind the back of the service. */
    public void change(String sql, Object... parameters) {
        assertThat(update(sql, parameters)).as(sql).isEqualTo(1);
    }

    /** Changes rows behind the back of the service; how many. */
    public int update(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The first value of the first row; empty if there is none. */
    public String text(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
