package org.confluens.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrWriter;

/**
 * Fills a stopped service's database with invented patients, each with a verified MR report, nearly all with a verified
 * catheter report.
 */
final class ConcordanceStock {
    private static final int BATCH = 1000;

    /** One patient in so many has no catheter report, so that there are flags to raise and to keep. */
    private static final int MR_ONLY_EACH = 50;

    private static final int VARIANTS = 64;
    private static final String REPORT = "insert into report values (?, 0, ?, ?, 'BENCH', 'DOE^JANE', '', 'O', ?, '',"
            + " '', ?, '1.0', 'VERIFIED', 'FOREIGN', ?, '{}', 1, 1, null, '', '', ?, ?, 1)";
    private static final String VERSION =
            "insert into report_version values (?, ?, 1, 'VERIFIED', ?, null, '{}', ?," + " '', 'BENCH', ?)";
    private static final String PATIENT =
            "insert into concordance_patient (id, patient_id, patient_issuer) values (?, ?, 'BENCH')";
    private static final List<String> SITES = List.of("12123001", "23664000");
    private static final List<String> SIDES = List.of("7771000", "24028007");
    private static final List<String> LEVELS = List.of("1", "2", "3");

    private final Connection connection;
    private final List<byte[]> documents = new ArrayList<>();

    ConcordanceStock(Connection connection) throws SrException, IOException {
        this.connection = connection;
        Random random = new Random(5);
        for (int i = 0; i < VARIANTS; i++) {
            documents.add(document(random));
        }
    }

    /** Adds the patients from one number up to, not including, another. */
    void fill(int from, int to) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement patient = connection.prepareStatement(PATIENT);
                PreparedStatement report = connection.prepareStatement(REPORT);
                PreparedStatement version = connection.prepareStatement(VERSION)) {
            for (int i = from; i < to; i++) {
                patient.setLong(1, i);
                patient.setString(2, "BENCH" + i);
                patient.addBatch();
                add(report, version, i, 0, "mr-venography", "20260302");
                if (i % MR_ONLY_EACH != 0) {
                    add(report, version, i, 1, "catheter-venography", "20260402");
                }
                if (i % BATCH == BATCH - 1 || i == to - 1) {
                    patient.executeBatch();
                    report.executeBatch();
                    version.executeBatch();
                    connection.commit();
                }
            }
        }
        advance("concordance_patient_seq", to);
        advance("report_seq", 2L * to);
        advance("report_version_seq", 2L * to);
    }

    private void add(
            PreparedStatement report, PreparedStatement version, int patient, int number, String template, String date)
            throws SQLException {
        long id = 2L * patient + number;
        OffsetDateTime now = OffsetDateTime.of(2026, 4, 3, 9, 0, 0, 0, ZoneOffset.UTC);
        report.setLong(1, id);
        report.setString(2, "2.25.1." + id);
        report.setString(3, "BENCH" + patient);
        report.setString(4, date);
        report.setString(5, template);
        report.setString(6, "2.25.2." + id);
        report.setObject(7, now);
        report.setObject(8, now);
        report.addBatch();
        version.setLong(1, id);
        version.setLong(2, id);
        version.setString(3, "2.25.3." + id);
        version.setBytes(4, documents.get((int) (id * 31 % VARIANTS)));
        version.setObject(5, now);
        version.addBatch();
    }

    private void advance(String sequence, long used) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter sequence " + sequence + " restart with " + (used + 1000));
        }
        connection.commit();
    }

    /** A report on the twelve segments of the jugular and vertebral veins. */
    private static byte[] document(Random random) throws SrException, IOException {
        List<ContentItem> groups = new ArrayList<>();
        for (String site : SITES) {
            for (String side : SIDES) {
                for (String level : LEVELS) {
                    String segment = (site.equals(SITES.get(0)) ? "SEG_J" : "SEG_V") + level;
                    groups.add(group(site, side, segment, random.nextInt(6) == 0));
                }
            }
        }
        Dataset context = Dataset.builder()
                .put(Tag.PatientID, "BENCH")
                .put(Tag.StudyInstanceUID, "2.25.1")
                .build();
        SrDocument document = SrDocument.builder()
                .contentAt(OffsetDateTime.of(2026, 4, 3, 9, 0, 0, 0, ZoneOffset.UTC))
                .context(context)
                .root(ContainerItem.root(
                        code("126000", "DCM"),
                        ContainerItem.of(
                                RelationshipType.CONTAINS, code("126010", "DCM"), groups.toArray(new ContentItem[0]))))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            DatasetWriter.write(SrWriter.write(document), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, zip);
        }
        return bytes.toByteArray();
    }

    private static ContainerItem group(String site, String side, String segment, boolean narrow) {
        return ContainerItem.of(
                RelationshipType.CONTAINS,
                code("125007", "DCM"),
                CodeItem.of(
                        RelationshipType.HAS_CONCEPT_MOD,
                        code("363698007", "SCT"),
                        code(site, "SCT"),
                        CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("272741003", "SCT"), code(side, "SCT")),
                        CodeItem.of(
                                RelationshipType.HAS_CONCEPT_MOD, code("106233006", "SCT"), code(segment, "99CCSVI"))),
                CodeItem.of(
                        RelationshipType.CONTAINS,
                        code("415582006", "SCT"),
                        code(narrow ? "52101004" : "272519000", "SCT")));
    }

    private static Code code(String value, String scheme) {
        return new Code(value, scheme, "of a bench");
    }
}
