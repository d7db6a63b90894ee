package org.confluens.confirmation;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.CDI;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.Uids;
import org.confluens.patient.PatientKey;
import org.confluens.report.ReportAmended;
import org.confluens.report.ReportVerified;
import org.confluens.report.ReportWithdrawn;
import org.confluens.report.seal.SealDatabase;
import org.confluens.report.seal.Sealer;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrWriter;

/** Verified reports on the lower left jugular vein, put into the server's database as if they had been made there. */
final class FiledReports {
    /** When the images were made. */
    static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    /** A report in the database, as its events name it. */
    record Filed(long id, String studyInstanceUid, String sopInstanceUid, String templateId) {}

    private final DataSource database;
    private final TestTransaction transaction;
    private final Event<Object> events;
    private final Set<Long> filed = new LinkedHashSet<>();
    private String verification = "";

    FiledReports(DataSource database, TestTransaction transaction, Event<Object> events) {
        this.database = database;
        this.transaction = transaction;
        this.events = events;
    }

    /** When the documents that are filed next say that they were verified; empty for documents that do not say. */
    void verifiedAt(String verificationDateTime) {
        verification = verificationDateTime;
    }

    Filed verify(PatientKey patient, String templateId, Code concept, Code value) throws Exception {
        Filed filed = new Filed(nextId("report_seq"), Uids.create(), Uids.create(), templateId);
        this.filed.add(filed.id());
        inTransaction(() -> {
            execute(
                    "insert into report values (?, 0, ?, ?, ?, 'DOE^JANE', '', '', ?, '', '', ?, '1.0', 'VERIFIED',"
                            + " 'FOREIGN', ?, '{}', 1, 1, null, '', '', ?, ?, 1, null, 0)",
                    filed.id(),
                    filed.studyInstanceUid(),
                    patient.id(),
                    patient.issuer(),
                    DAY.toString().replace("-", ""),
                    templateId,
                    Uids.create(),
                    now(),
                    now());
            addVersion(filed, 1, filed.sopInstanceUid(), concept, value);
            seal();
            events.fire(new ReportVerified(
                    filed.id(), patient, filed.studyInstanceUid(), templateId, filed.sopInstanceUid()));
        });
        return filed;
    }

    void amend(PatientKey patient, Filed filed, Code concept, Code value) throws Exception {
        String replacement = Uids.create();
        inTransaction(() -> {
            addVersion(filed, 2, replacement, concept, value);
            execute("update report set versions = 2, verified_version = 2 where id = ?", filed.id());
            seal();
            events.fire(new ReportAmended(
                    filed.id(),
                    patient,
                    filed.studyInstanceUid(),
                    filed.templateId(),
                    replacement,
                    filed.sopInstanceUid()));
        });
    }

    void withdraw(PatientKey patient, Filed filed) throws Exception {
        inTransaction(() -> {
            execute("update report set state = 'WITHDRAWN' where id = ?", filed.id());
            seal();
            events.fire(new ReportWithdrawn(
                    filed.id(),
                    patient,
                    filed.studyInstanceUid(),
                    filed.templateId(),
                    Optional.of(filed.sopInstanceUid())));
        });
    }

    /** Moves reports to another patient, as a merge does. */
    void move(PatientKey prior, PatientKey survivor) throws Exception {
        execute("update report set patient_id = ? where patient_id = ?", survivor.id(), prior.id());
        seal();
    }

    /** Seals what was filed, as the service seals what it writes itself. */
    private void seal() throws Exception {
        for (long id : this.filed) {
            execute("update report set state_seal = null where id = ?", id);
        }
        try (Connection connection = database.getConnection()) {
            SealDatabase.seal(
                    connection, CDI.current().select(Sealer.class).get().seal(), List.copyOf(filed));
        }
    }

    private void addVersion(Filed filed, int number, String uid, Code concept, Code value) throws Exception {
        execute(
                "insert into report_version values (?, ?, ?, 'VERIFIED', ?, null, '{}', ?, '', 'TEST', ?)",
                nextId("report_version_seq"),
                filed.id(),
                number,
                uid,
                zipped(document(filed, uid, concept, value)),
                now());
    }

    private Dataset document(Filed filed, String uid, Code concept, Code value) throws Exception {
        ContainerItem group = ContainerItem.of(
                RelationshipType.CONTAINS,
                code("125007", "DCM"),
                CodeItem.of(
                        RelationshipType.HAS_CONCEPT_MOD,
                        code("363698007", "SCT"),
                        code("12123001", "SCT"),
                        CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("272741003", "SCT"), code("7771000", "SCT")),
                        CodeItem.of(
                                RelationshipType.HAS_CONCEPT_MOD, code("106233006", "SCT"), code("SEG_J1", "99CCSVI"))),
                CodeItem.of(RelationshipType.CONTAINS, concept, value));
        SrDocument document = SrDocument.builder()
                .sopInstance(uid)
                .contentAt(OffsetDateTime.of(DAY.atTime(9, 0), ZoneOffset.UTC))
                .context(Dataset.builder()
                        .put(Tag.PatientID, "1")
                        .put(Tag.StudyInstanceUID, filed.studyInstanceUid())
                        .put(Tag.StudyDate, DAY.toString().replace("-", ""))
                        .build())
                .root(ContainerItem.root(
                        code("126000", "DCM"),
                        ContainerItem.of(RelationshipType.CONTAINS, code("126010", "DCM"), group)))
                .build();
        Dataset observer = Dataset.builder()
                .put(Tag.VerifyingObserverName, "DOE^JANE")
                .put(Tag.VerificationDateTime, verification)
                .build();
        Dataset.Builder written = SrWriter.write(document).toBuilder();
        return verification.isEmpty()
                ? written.build()
                : written.putItems(Tag.VerifyingObserverSequence, observer).build();
    }

    private static byte[] zipped(Dataset document) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            DatasetWriter.write(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, zip);
        }
        return bytes.toByteArray();
    }

    static Code code(String value, String scheme) {
        return new Code(value, scheme, "of a test");
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC);
    }

    void inTransaction(TestTransaction.Work work) throws Exception {
        transaction.run(work);
    }

    private long nextId(String sequence) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select nextval('" + sequence + "')");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql, Object... parameters) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
