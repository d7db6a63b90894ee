package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;
import static org.confluens.intake.TestInstances.sr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.intake.journal.JournalPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalWriterTest {

    private static final Duration STABLE_AFTER = Duration.ofSeconds(30);
    private static final JournalPosition POSITION = new JournalPosition(7, 4711);

    private TestDatabase database;
    private HeaderCodec codec;
    private SeriesCache cache;

    @BeforeEach
    void open() throws SQLException {
        database = new TestDatabase();
        codec = new HeaderCodec();
        cache = new SeriesCache();
    }

    @AfterEach
    void close() throws SQLException {
        codec.close();
        database.close();
    }

    @Test
    void registersPatientStudySeriesAndInstances() throws SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            arrivals.add(arrival(mr("1.2.1", i <= 20 ? "1.2.1.1" : "1.2.1.2", i).build(), "PACS", NOW));
        }
        WrittenBatch written = write(arrivals);
        assertThat(written.studiesWithNewSeries()).containsExactly("1.2.1");
        assertThat(written.documents()).isFalse();
        assertThat(database.number("select count(*) from instance")).isEqualTo(40);
        assertThat(database.number("select count(*) from series where instances = 20"))
                .isEqualTo(2);
        assertThat(database.number("select instances from study")).isEqualTo(40);
        assertThat(database.text("select name from patient where patient_id = 'P1' and issuer = 'TEST'"))
                .isEqualTo("DOE^JANE");
        assertThat(database.text("select modalities || '/' || accession_number || '/' || state from study"))
                .isEqualTo("MR/A1/ARRIVING");
        assertThat(stableAt()).isEqualTo(NOW.plus(STABLE_AFTER));
        assertThat(database.text("select segment || '/' || position from intake_journal where node = 'n1'"))
                .isEqualTo("7/4711");
    }

    @Test
    void takesAnInstanceOnce() throws SQLException {
        Arrival image = arrival(mr("1.2.1", "1.2.1.1", 1).build(), "PACS", NOW);
        write(List.of(image, image));
        write(List.of(image));
        assertThat(database.number("select count(*) from instance")).isEqualTo(1);
        assertThat(database.number("select instances from study")).isEqualTo(1);
        assertThat(database.number("select instances from series")).isEqualTo(1);
    }

    @Test
    void handsADocumentOnAgainOnlyIfItChangedUnderItsUid() throws SQLException {
        Dataset document = sr("1.2.1", "1.2.1.9", 1).build();
        write(List.of(arrival(document, "PACS", NOW)));
        database.execute("update intake_document set state = 'HANDED_ON'");

        assertThat(write(List.of(arrival(document, "PACS", NOW.plusSeconds(1)))).documents())
                .isFalse();
        Dataset changed =
                document.toBuilder().put(Tag.SeriesDescription, "changed").build();
        assertThat(write(List.of(arrival(changed, "PACS", NOW.plusSeconds(2)))).documents())
                .isTrue();

        assertThat(database.text("select state from intake_document")).isEqualTo("WAITING");
        assertThat(database.number("select instances from study")).isEqualTo(1);
    }

    @Test
    void reopensAStudyForALateImageButNotForADuplicateOrADocument() throws SQLException {
        Arrival first = arrival(mr("1.2.1", "1.2.1.1", 1).build(), "PACS", NOW);
        write(List.of(first));
        database.execute("update study set state = 'STABLE', times_stable = 1");
        write(List.of(first));
        assertThat(database.text("select state from study")).isEqualTo("STABLE");
        WrittenBatch withDocument =
                write(List.of(arrival(sr("1.2.1", "1.2.1.9", 1).build(), "PACS", NOW.plusSeconds(60))));
        assertThat(withDocument.documents()).isTrue();
        assertThat(database.text("select state from study")).isEqualTo("STABLE");
        Instant late = NOW.plusSeconds(100);
        write(List.of(arrival(mr("1.2.1", "1.2.1.1", 2).build(), "PACS", late)));
        assertThat(database.text("select state from study")).isEqualTo("ARRIVING");
        assertThat(stableAt()).isEqualTo(late.plus(STABLE_AFTER));
        assertThat(database.number("select count(*) from intake_document where state = 'WAITING'"))
                .isEqualTo(1);
    }

    @Test
    void keepsStrangersWithoutPatientIdApart() throws SQLException {
        write(List.of(
                arrival(mr("1.2.1", "1.2.1.1", 1).putEmpty(Tag.PatientID).build(), "PACS", NOW),
                arrival(mr("1.2.2", "1.2.2.1", 1).putEmpty(Tag.PatientID).build(), "PACS", NOW)));
        assertThat(database.number("select count(distinct patient_id) from study"))
                .isEqualTo(2);
    }

    @Test
    void givesStudiesOfAMergedPatientToTheSurvivor() throws SQLException {
        write(List.of(arrival(mr("1.2.1", "1.2.1.1", 1).build(), "PACS", NOW)));
        database.execute(
                "insert into patient (id, patient_id, issuer, name, birth_date, sex) values (999, 'P2', 'TEST', 'DOE^JANE', '', 'F')");
        database.execute("update patient set merged_into = 999 where patient_id = 'P1'");
        write(List.of(arrival(mr("1.2.3", "1.2.3.1", 1).build(), "PACS", NOW)));
        assertThat(database.number("select patient_id from study where study_instance_uid = '1.2.3'"))
                .isEqualTo(999);
    }

    @Test
    void whatIsEmptyOverwritesNothingOfThePatient() throws SQLException {
        write(List.of(arrival(mr("1.2.1", "1.2.1.1", 1).build(), "PACS", NOW)));
        write(List.of(arrival(
                mr("1.2.2", "1.2.2.1", 1)
                        .putEmpty(Tag.PatientName)
                        .putEmpty(Tag.PatientBirthDate)
                        .putEmpty(Tag.PatientSex)
                        .build(),
                "PACS",
                NOW)));

        assertThat(database.number("select count(*) from patient")).isEqualTo(1);
        assertThat(database.text("select name || '/' || sex from patient")).isEqualTo("DOE^JANE/F");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void imagesTakeThePlaceOfWhatImagesSaidAndOfNothingStronger(int rank) throws SQLException {
        write(List.of(arrival(mr("1.2.1", "1.2.1.1", 1).build(), "PACS", NOW)));
        database.execute("update patient set name = 'ROE^RITA', name_rank = " + rank);
        write(List.of(arrival(mr("1.2.2", "1.2.2.1", 1).build(), "PACS", NOW)));

        assertThat(database.text("select name from patient")).isEqualTo(rank == 0 ? "DOE^JANE" : "ROE^RITA");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLaterInstanceSaysWhatTheFirstOfItsStudyDidNot(boolean inOneBatch) throws SQLException {
        Arrival first = arrival(
                mr("1.2.1", "1.2.1.1", 1)
                        .putEmpty(Tag.AccessionNumber)
                        .putEmpty(Tag.StudyDescription)
                        .build(),
                "PACS",
                NOW);
        Arrival next = arrival(
                mr("1.2.1", "1.2.1.2", 1).put(Tag.StudyDescription, "later").build(), "PACS", NOW);
        Arrival last =
                arrival(mr("1.2.1", "1.2.1.3", 1).put(Tag.AccessionNumber, "A2").build(), "PACS", NOW);

        if (inOneBatch) {
            write(List.of(first, next, last));
        } else {
            write(List.of(first));
            write(List.of(next));
            write(List.of(last));
        }

        assertThat(database.text("select accession_number || '/' || description from study"))
                .isEqualTo("A1/later");
    }

    @Test
    void keepsEveryHeaderInLittleRoom() throws SQLException, IOException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            arrivals.add(arrival(mr("1.2.1", "1.2.1.1", i).build(), "PACS", NOW));
        }
        write(arrivals);
        assertThat(database.number("select max(octet_length(header)) from instance"))
                .isLessThan(150);
        byte[] sample = HeaderCodec.inflate(bytes("select sample from series"), HeaderCodec.NO_SAMPLE);
        Dataset header = IntakeRecord.parse(
                HeaderCodec.inflate(bytes("select header from instance where instance_number = 57"), sample));
        assertThat(header).isEqualTo(mr("1.2.1", "1.2.1.1", 57).build());
    }

    @Test
    void keepsALongDocumentInPiecesOfWhichNoneIsLong() throws SQLException, IOException {
        Dataset document = longDocument(1);
        Arrival arrival = fromJournal(document);
        write(List.of(arrival));
        assertThat(arrival.instance().header()).hasSizeLessThan(100_000);
        assertThat(database.number("select octet_length(header) from instance")).isLessThan(100);
        assertThat(database.number("select max(octet_length(piece)) from instance_piece"))
                .isLessThanOrEqualTo(1 << 18);
        assertThat(database.number("select count(*) from instance_piece")).isGreaterThan(8);
        assertThat(fromPieces()).isEqualTo(document);
        assertThat(HeaderPieces.length(bytes("select header from instance")))
                .isEqualTo(DatasetWriter.bytes(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).length);
    }

    @Test
    void replacesThePiecesOfALongDocumentOnlyIfItChanged() throws SQLException, IOException {
        write(List.of(fromJournal(longDocument(1))));
        database.execute("update intake_document set state = 'HANDED_ON'");
        assertThat(write(List.of(fromJournal(longDocument(1)))).documents()).isFalse();
        assertThat(write(List.of(fromJournal(longDocument(2)))).documents()).isTrue();
        assertThat(fromPieces()).isEqualTo(longDocument(2));
        Dataset small = sr("1.2.1", "1.2.1.9", 1).build();
        assertThat(write(List.of(fromJournal(small))).documents()).isTrue();
        assertThat(database.number("select count(*) from instance_piece")).isZero();
        assertThat(write(List.of(fromJournal(longDocument(1)))).documents()).isTrue();
        assertThat(fromPieces()).isEqualTo(longDocument(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {40_000, 200_000, 3_000_000})
    void keepsOfALongHeaderASampleThatCanBeRead(int length) throws SQLException, IOException {
        Dataset document = sr("1.2.1", "1.2.1.9", 1)
                .put(Tag.ImageComments, "x".repeat(length))
                .put(Tag.TextValue, "y".repeat(length))
                .build();
        write(List.of(
                fromJournal(document), fromJournal(mr("1.2.1", "1.2.1.9", 2).build())));
        byte[] sample = HeaderCodec.inflate(bytes("select sample from series"), HeaderCodec.NO_SAMPLE);
        Dataset read = IntakeRecord.parse(sample);
        assertThat(sample).hasSizeLessThanOrEqualTo(1 << 20);
        assertThat(read.string(Tag.SOPClassUID, "")).isEqualTo(UID.ComprehensiveSRStorage);
        assertThat(read.string(Tag.SeriesDescription, "")).isEqualTo("TOF 2D");
        byte[] second = bytes("select header from instance where instance_number = 2");
        assertThat(IntakeRecord.parse(HeaderCodec.inflate(second, sample)))
                .isEqualTo(mr("1.2.1", "1.2.1.9", 2).build());
    }

    /** Of three megabytes that can't be deflated much. */
    private static Dataset longDocument(long seed) {
        byte[] random = new byte[9 << 18];
        new Random(seed).nextBytes(random);
        return sr("1.2.1", "1.2.1.9", 1)
                .put(Tag.TextValue, Base64.getEncoder().encodeToString(random))
                .build();
    }

    private static Arrival fromJournal(Dataset document) throws IOException {
        return Arrival.of(arrival(document, "PACS", NOW).instance().encode());
    }

    private Dataset fromPieces() throws SQLException, IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (Statement statement = database.connection().createStatement();
                ResultSet row = statement.executeQuery("select piece from instance_piece order by number")) {
            while (row.next()) {
                deflated.write(row.getBytes(1));
            }
        }
        return IntakeRecord.parse(HeaderCodec.inflate(deflated.toByteArray(), HeaderCodec.NO_SAMPLE));
    }

    @Test
    void cutsValuesThatAreLongerThanTheirColumns() throws SQLException {
        write(List.of(arrival(
                mr("1.2.1", "1.2.1.1", 1)
                        .put(Tag.StudyDescription, "x".repeat(3000))
                        .put(Tag.AccessionNumber, "y".repeat(300))
                        .put(Tag.Modality, "NOT A MODALITY AT ALL")
                        .put(Tag.PatientName, "DOE^JANE" + "z".repeat(2000))
                        .build(),
                "PACS",
                NOW)));
        assertThat(database.number("select count(*) from study")).isEqualTo(1);
    }

    @Test
    void remembersWhenEachSenderWasHeardLast() throws SQLException {
        write(List.of(arrival(mr("1.2.1", "1.2.1.1", 1).build(), "MR1", NOW)));
        write(List.of(arrival(mr("1.2.1", "1.2.1.1", 1).build(), "MR1", NOW.plusSeconds(5))));
        assertThat(database.connection()
                        .createStatement()
                        .executeQuery("select * from intake_sender where ae_title = 'MR1'")
                        .next())
                .isTrue();
        assertThat(time("select last_arrival_at from intake_sender")).isEqualTo(NOW.plusSeconds(5));
    }

    private WrittenBatch write(List<Arrival> arrivals) throws SQLException {
        return new ArrivalWriter(database.connection(), cache, codec, STABLE_AFTER).write(arrivals, "n1", POSITION);
    }

    private Instant stableAt() throws SQLException {
        return time("select stable_at from study");
    }

    private Instant time(String sql) throws SQLException {
        try (var statement = database.connection().createStatement();
                var row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private byte[] bytes(String sql) throws SQLException {
        try (var statement = database.connection().createStatement();
                var row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getBytes(1);
        }
    }
}
