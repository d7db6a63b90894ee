package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.patient.NearMiss;
import org.confluens.patient.NearMisses;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientDirectory;
import org.confluens.patient.PatientKey;
import org.confluens.patient.PatientMerged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is nearly the same: shown with both sides until a person says which it is. */
class NearMissesTest {

    private final List<PatientMerged> merges = new ArrayList<>();
    private TestDatabase database;
    private HeaderCodec codec;
    private PatientDirectory patients;
    private NearMisses nearMisses;

    @BeforeEach
    void open() throws SQLException {
        database = new TestDatabase();
        codec = new HeaderCodec();
        patients = new PatientDirectory(database.dataSource(), merges::add, event -> {});
        nearMisses = new NearMisses(database.dataSource(), patients, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws SQLException {
        codec.close();
        database.close();
    }

    @Test
    void showsBothSidesOfOneWhoWasBornOnAnotherDay() throws SQLException {
        images("1", "P1", "TEST", "19700101");
        images("2", "P1", "TEST", "19550505");
        images("3", "P1", "TEST", "19550505");

        NearMiss pair = only();
        assertThat(pair.reason()).isEqualTo(NearMiss.Reason.OTHER_BIRTH_DATE);
        assertThat(pair.first().patient().birthDate()).isEqualTo("19700101");
        assertThat(pair.first().studies()).isEqualTo(1);
        assertThat(pair.second().patient().birthDate()).isEqualTo("19550505");
        assertThat(pair.second().studies()).isEqualTo(2);
        assertThat(pair.second().patient().key().shownIssuer()).isEqualTo("TEST");
    }

    @Test
    void takesThemForOneOnceAPersonSaysSo() throws SQLException {
        images("1", "P1", "TEST", "19700101");
        images("2", "P1", "TEST", "19550505");
        NearMiss pair = only();

        assertThat(nearMisses.same(pair.second().row(), pair.first().row(), "DOE"))
                .isPresent();
        assertThat(merges).extracting(PatientMerged::survivor).containsExactly(new PatientKey("P1", "TEST"));
        assertThat(nearMisses.undecided(10)).isEmpty();
        images("3", "P1", "TEST", "19550505");
        assertThat(owner("3")).isEqualTo("P1 TEST 19700101");
        assertThat(nearMisses.same(pair.first().row(), pair.second().row(), "DOE"))
                .as("decided once")
                .isEmpty();
    }

    @Test
    void asksNobodyAgainAboutThoseWhoAreNotTheSame() throws SQLException {
        images("1", "P1", "TEST", "19700101");
        images("2", "P1", "", "19550505");
        NearMiss pair = only();

        assertThat(nearMisses.notSame(pair.first().row(), pair.second().row(), "DOE"))
                .isTrue();
        assertThat(nearMisses.undecided(10)).isEmpty();
        assertThat(nearMisses.notSame(pair.first().row(), pair.second().row(), "DOE"))
                .isFalse();
        images("3", "P1", "", "");
        assertThat(owner("3")).isEqualTo("P1  19550505");
        patients.settle(new PatientKey("P1", ""));
        assertThat(merges).isEmpty();
    }

    @Test
    void keepsTheNameWithAnIssuer() throws SQLException {
        images("1", "P1", "", "19550505");
        images("2", "P1", "TEST", "19700101");
        NearMiss pair = only();

        assertThat(nearMisses.same(pair.first().row(), pair.second().row(), "DOE"))
                .map(Patient::key)
                .contains(new PatientKey("P1", "TEST"));
    }

    @Test
    void asksAboutTwoIssuersOnlyWhereBothHaveSomethingHere() throws SQLException {
        images("1", "P1", "TEST", "19700101");
        patients.correct(new Patient(new PatientKey("P1", "OTHER"), "ROE^RITA", "19800101", "F"));
        assertThat(nearMisses.undecided(10)).isEmpty();

        images("2", "P1", "OTHER", "19800101");
        assertThat(only().reason()).isEqualTo(NearMiss.Reason.OTHER_BIRTH_DATE);
    }

    @Test
    void asksNobodyWhereOneOnlyCanBeMeant() throws SQLException {
        images("1", "P1", "TEST", "19700101");
        images("2", "P1", "", "19700101");
        images("3", "P2", "", "19700101");
        images("4", "P2", "TEST", "19700101");
        patients.settle(new PatientKey("P2", "TEST"));

        assertThat(nearMisses.undecided(10)).isEmpty();
        assertThat(owner("2")).isEqualTo("P1 TEST 19700101");
        assertThat(merges).containsExactly(new PatientMerged(new PatientKey("P2", ""), new PatientKey("P2", "TEST")));
    }

    private NearMiss only() {
        List<NearMiss> found = nearMisses.undecided(10);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private String owner(String study) throws SQLException {
        return database.text("select p.patient_id || ' ' || p.issuer || ' ' || p.birth_date from study s"
                + " join patient p on p.id = s.patient_id where s.study_instance_uid = '1.2." + study + "'");
    }

    private void images(String study, String id, String issuer, String birthDate) throws SQLException {
        Arrival image = arrival(
                mr("1.2." + study, "1.2." + study + ".1", 1)
                        .put(Tag.PatientID, id)
                        .put(Tag.IssuerOfPatientID, issuer)
                        .put(Tag.PatientBirthDate, birthDate)
                        .build(),
                "MR1",
                NOW);
        new ArrivalWriter(database.connection(), new SeriesCache(), codec, Duration.ofSeconds(30))
                .write(List.of(image), "n1", new JournalPosition(1, 1));
    }
}
