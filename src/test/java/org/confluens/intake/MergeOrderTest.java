package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientDirectory;
import org.confluens.patient.PatientKey;
import org.confluens.patient.PatientMerged;
import org.confluens.worklist.ItemRules;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.PatientSteps;
import org.confluens.worklist.Stations;
import org.confluens.worklist.StepOrder;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.Worklist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/** Merges, orders and images in any order leave each patient's studies and steps in one place, the same one. */
class MergeOrderTest {

    private static final int NAMES = 6;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private TestDatabase database;
    private PatientDirectory patients;
    private Worklist worklist;
    private PatientSteps follower;
    private HeaderCodec codec;

    /** Something that happens to one or two of the names. */
    private interface Happening {
        void happen() throws SQLException;
    }

    private record Merge(int prior, int survivor) {}

    @BeforeEach
    void open() throws SQLException {
        database = new TestDatabase();
        codec = new HeaderCodec();
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        patients = new PatientDirectory(database.dataSource(), this::follow, event -> follower.updated(event));
        StepStore steps = new StepStore(database.dataSource(), clock);
        follower = new PatientSteps(steps, patients);
        worklist = new Worklist(steps, new ItemRules(Stations.parse("*=ANY", "")), patients);
    }

    @AfterEach
    void close() throws SQLException {
        codec.close();
        database.close();
    }

    @RepeatedTest(12)
    void everyOrderOfMergesAndArrivalsEndsTheSame() throws SQLException {
        List<Merge> merges = new ArrayList<>();
        for (int prior = 1; prior < NAMES; prior++) {
            if (random.nextInt(4) > 0) {
                merges.add(new Merge(prior, random.nextInt(prior)));
            }
        }
        play(merges);

        Map<Integer, Integer> into = new TreeMap<>();
        merges.forEach(merge -> into.put(merge.prior(), merge.survivor()));
        for (int i = 0; i < NAMES; i++) {
            int last = i;
            while (into.containsKey(last)) {
                last = into.get(last);
            }
            assertThat(placesOf(i))
                    .as("seed %d, name %d, merges %s", seed, i, merges)
                    .containsOnly(key(last));
        }
    }

    @RepeatedTest(12)
    void mergesInEveryDirectionLeaveOnePatientInOnePlace() throws SQLException {
        List<Merge> merges = IntStream.range(0, 8)
                .mapToObj(i -> new Merge(random.nextInt(NAMES), random.nextInt(NAMES)))
                .toList();
        play(merges);

        for (int i = 0; i < NAMES; i++) {
            Set<PatientKey> places = placesOf(i);
            assertThat(places)
                    .as("seed %d, name %d, merges %s", seed, i, merges)
                    .hasSize(1);
            for (int j = 0; j < NAMES; j++) {
                assertThat(placesOf(j).equals(places))
                        .as("seed %d, names %d and %d, merges %s", seed, i, j, merges)
                        .isEqualTo(areOne(i, j, merges));
            }
        }
        assertThat(database.number("select count(*) from patient p join patient s on s.id = p.merged_into"
                        + " where s.merged_into is not null"))
                .as("seed %d", seed)
                .isZero();
    }

    @RepeatedTest(4)
    void theLastOfTwoOppositeMergesDecides() throws SQLException {
        play(List.of());
        patients.merge(key(1), named(0));
        patients.merge(key(0), named(1));

        assertThat(placesOf(0)).as("seed %d", seed).containsOnly(key(1));
        assertThat(placesOf(1)).containsOnly(key(1));
        patients.merge(key(0), named(1));
        assertThat(placesOf(0)).containsOnly(key(1));
    }

    private void play(List<Merge> merges) throws SQLException {
        List<Happening> happenings = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            int name = i;
            happenings.add(() -> imagesOf(name));
            happenings.add(() -> worklist.schedule(order(name)));
        }
        merges.forEach(merge -> happenings.add(() -> patients.merge(key(merge.prior()), named(merge.survivor()))));
        Collections.shuffle(happenings, random);
        for (Happening happening : happenings) {
            happening.happen();
        }
    }

    private static boolean areOne(int one, int other, List<Merge> merges) {
        Set<Integer> reached = new HashSet<>(Set.of(one));
        for (int i = 0; i < NAMES; i++) {
            for (Merge merge : merges) {
                if (reached.contains(merge.prior()) || reached.contains(merge.survivor())) {
                    reached.add(merge.prior());
                    reached.add(merge.survivor());
                }
            }
        }
        return reached.contains(other);
    }

    /** Where the directory, the studies and the worklist have a name. */
    private Set<PatientKey> placesOf(int name) throws SQLException {
        Set<PatientKey> places = new HashSet<>();
        places.add(patients.patient(key(name)).orElseThrow().key());
        String id = database.text("select p.patient_id from study s join patient p on p.id = s.patient_id"
                + " where s.study_instance_uid = '" + study(name) + "'");
        places.add(new PatientKey(id, "TEST"));
        places.add(worklist.step("S" + name).orElseThrow().patient().key());
        return places;
    }

    private void imagesOf(int name) throws SQLException {
        Arrival image = arrival(
                mr(study(name), study(name) + ".1", 1)
                        .put(Tag.PatientID, key(name).id())
                        .build(),
                "MR1",
                NOW);
        new ArrivalWriter(database.connection(), new SeriesCache(), codec, Duration.ofSeconds(30))
                .write(List.of(image), "n1", new JournalPosition(1, name));
    }

    private void follow(PatientMerged event) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement move = connection.prepareStatement(StudyOwners.MOVE)) {
            move.setString(1, event.survivor().id());
            move.setString(2, event.survivor().issuer());
            move.setString(3, event.prior().id());
            move.setString(4, event.prior().issuer());
            move.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        follower.merged(event);
    }

    private static StepOrder order(int name) {
        PatientIdentity patient = new PatientIdentity(key(name).id(), "TEST", "DOE^JANE", "19700101", "F");
        return StepOrder.of(patient, "MR", LocalDateTime.of(2026, 3, 2, 9, 30))
                .stepId("S" + name)
                .protocol("Venography", List.of())
                .build();
    }

    private static Patient named(int name) {
        return new Patient(key(name), "DOE^JANE", "19700101", "F");
    }

    private static PatientKey key(int name) {
        return new PatientKey("P" + name, "TEST");
    }

    private static String study(int name) {
        return "1.2.3." + name;
    }
}
