package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.journal.JournalPosition;
import org.junit.jupiter.api.Test;

/** A database that is far away makes each statement dear. */
class StatementCountTest {

    private final AtomicInteger trips = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();

    @Test
    void needsAStatementAnInstanceAndAFewTripsABatch() throws SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            arrivals.add(arrival(mr("1.2.1", "1.2.1." + i / 250, i).build(), "PACS", NOW));
        }
        try (TestDatabase database = new TestDatabase();
                HeaderCodec codec = new HeaderCodec()) {
            SeriesCache cache = new SeriesCache();
            write(arrivals.subList(0, 1), database, cache, codec);
            write(arrivals.subList(250, 251), database, cache, codec);
            trips.set(0);
            rows.set(0);
            write(arrivals, database, cache, codec);
            assertThat(trips.get()).isLessThanOrEqualTo(5);
            assertThat(rows.get()).isLessThanOrEqualTo(arrivals.size() + 3);
        }
    }

    @Test
    void needsAFewTripsABatchOfNewPatientsToo() throws SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            arrivals.add(arrival(
                    mr("1.2." + i, "1.2." + i + ".1", i)
                            .put(Tag.PatientID, "P" + i)
                            .build(),
                    "PACS",
                    NOW));
        }
        try (TestDatabase database = new TestDatabase();
                HeaderCodec codec = new HeaderCodec()) {
            write(arrivals, database, new SeriesCache(), codec);
            assertThat(trips.get()).isLessThanOrEqualTo(19);
            assertThat(database.number("select count(*) from study s join patient p on p.id = s.patient_id"
                            + " join series r on r.study_id = s.id and r.instances = 1"
                            + " where s.study_instance_uid = '1.2.' || substring(p.patient_id, 2)"
                            + " and r.series_instance_uid = s.study_instance_uid || '.1' and s.modalities = 'MR'"))
                    .isEqualTo(500);
        }
    }

    private void write(List<Arrival> arrivals, TestDatabase database, SeriesCache cache, HeaderCodec codec)
            throws SQLException {
        new ArrivalWriter(counting(database.connection()), cache, codec, Duration.ofSeconds(30))
                .write(arrivals, "n1", JournalPosition.START);
    }

    private Connection counting(Connection connection) {
        return proxy(
                Connection.class,
                connection,
                (name, result) -> result instanceof PreparedStatement statement ? counting(statement) : result);
    }

    private PreparedStatement counting(PreparedStatement statement) {
        return proxy(PreparedStatement.class, statement, (name, result) -> {
            if (name.startsWith("execute")) {
                trips.incrementAndGet();
            } else if (name.equals("addBatch")) {
                rows.incrementAndGet();
            }
            return result;
        });
    }

    private interface After {
        Object apply(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return after.apply(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
