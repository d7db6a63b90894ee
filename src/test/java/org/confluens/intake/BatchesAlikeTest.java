package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;
import static org.confluens.intake.TestInstances.sr;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.journal.JournalPosition;
import org.junit.jupiter.api.Test;

/** How instances are cut into batches makes no difference to what becomes of them. */
class BatchesAlikeTest {

    private static final int ROUNDS = 20;
    private static final int INSTANCES = 60;
    private static final List<String> MODALITIES = List.of("MR", "CT", "US", "XA", "");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void writesInOneBatchWhatItWritesOneByOne() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            List<Arrival> arrivals = arrivals();
            String alone = written(arrivals, 1);
            assertThat(written(arrivals, INSTANCES)).as("seed %d", seed).isEqualTo(alone);
            assertThat(written(arrivals, 7)).as("seed %d", seed).isEqualTo(alone);
            assertThat(alone).contains("study:", "series:", "patient:");
        }
    }

    /** Patients who share identifiers, studies that say they are of two patients, series in two studies, repetitions. */
    private List<Arrival> arrivals() {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            String study = "1.2." + random.nextInt(9);
            String series = "1.3." + random.nextInt(14);
            Dataset.Builder image = random.nextInt(8) == 0
                    ? sr(study, series, random.nextInt(4))
                    : mr(study, series, random.nextInt(4));
            arrivals.add(arrival(
                    image.put(Tag.PatientID, random.nextInt(6) == 0 ? "" : "P" + random.nextInt(4))
                            .put(Tag.IssuerOfPatientID, random.nextBoolean() ? "TEST" : "")
                            .put(Tag.PatientName, "DOE^" + random.nextInt(100))
                            .put(Tag.Modality, MODALITIES.get(random.nextInt(MODALITIES.size())))
                            .put(Tag.AccessionNumber, "A" + random.nextInt(100))
                            .build(),
                    "MR" + random.nextInt(3),
                    NOW.plusSeconds(i)));
        }
        return arrivals;
    }

    private static String written(List<Arrival> arrivals, int batch) throws SQLException {
        try (TestDatabase database = new TestDatabase();
                HeaderCodec codec = new HeaderCodec()) {
            database.execute("insert into patient (id, patient_id, issuer, name, birth_date, sex) values"
                    + " (1, 'P0', 'TEST', 'ROE^OLD', '', 'F'), (2, 'P1', 'TEST', 'ROE^GONE', '', 'F')");
            database.execute("update patient set merged_into = 1 where id = 2");
            SeriesCache cache = new SeriesCache();
            for (int i = 0; i < arrivals.size(); i += batch) {
                new ArrivalWriter(database.connection(), cache, codec, Duration.ofSeconds(30))
                        .write(
                                arrivals.subList(i, Math.min(arrivals.size(), i + batch)),
                                "n1",
                                new JournalPosition(1, i));
            }
            return rows(database, "patient", "select patient_id, issuer, name, merged_into from patient order by 1, 2")
                    + rows(
                            database,
                            "study",
                            "select study_instance_uid, p.patient_id, p.issuer, accession_number, modalities, sender, state,"
                                    + " first_arrival_at, last_arrival_at, stable_at, instances from study s"
                                    + " join patient p on p.id = s.patient_id order by 1")
                    + rows(
                            database,
                            "series",
                            "select study_instance_uid, series_instance_uid, modality, r.instances, sample from series r"
                                    + " join study s on s.id = study_id order by 1, 2")
                    + rows(
                            database,
                            "instance",
                            "select study_instance_uid, series_instance_uid, sop_instance_uid, received_at, header"
                                    + " from instance join series r on r.id = series_id"
                                    + " join study s on s.id = study_id order by 1, 2, 3")
                    + rows(database, "document", "select sop_instance_uid, sender from intake_document order by 1")
                    + rows(database, "sender", "select ae_title, last_arrival_at from intake_sender order by 1");
        }
    }

    private static String rows(TestDatabase database, String table, String sql) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Statement statement = database.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                all.append(table).append(':');
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    all.append(' ').append(row.getString(i));
                }
                all.append('\n');
            }
        }
        return all.toString();
    }
}
