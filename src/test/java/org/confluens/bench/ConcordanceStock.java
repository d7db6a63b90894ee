package org.confluens.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.report.seal.FindingsFacts;
import org.confluens.report.seal.Seal;
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
 * catheter report. The database multiplies a few documents itself, so that a million patients are made in minutes.
 */
final class ConcordanceStock {
    /** As many patients as a comparison needs before a clock can be read. */
    static final int SMALLEST = 2000;

    private static final int VARIANTS = 64;

    /** Each patient has the rows 2n and 2n + 1; one in fifty has no catheter report, so that there are flags to raise. */
    private static final String ROWS = " from %s(%d, %d) as n(i) where mod(i, 2) = 0 or mod(i / 2, 50) <> 0";

    private static final String PATIENTS = "insert into concordance_patient (id, patient_id, patient_issuer)"
            + " select i, concat('BENCH', i), 'BENCH' from %s(%d, %d) as n(i)";
    private static final String REPORTS = "insert into report (id, lock_version, study_instance_uid, patient_id,"
            + " patient_issuer, patient_name, patient_birth_date, patient_sex, study_date, accession_number, description,"
            + " template_id, template_version, state, origin, series_instance_uid, form_values, versions,"
            + " verified_version, edited_by, withdrawn_reason, created_at, changed_at, current_version)"
            + " select i, 0, concat('2.25.1.', i), concat('BENCH', i / 2), 'BENCH', 'DOE^JANE', '', 'O',"
            + " case mod(i, 2) when 0 then '20260302' else '20260402' end, '', '',"
            + " case mod(i, 2) when 0 then 'mr-venography' else 'catheter-venography' end, '1.0', 'VERIFIED', 'FOREIGN',"
            + " concat('2.25.2.', i), '{}', 1, 1, '', '', current_timestamp, current_timestamp, 1" + ROWS;
    private static final String VERSIONS = "insert into report_version (id, report_id, number, stage, sop_instance_uid,"
            + " form_values, document, verified_by, made_by, made_at)"
            + " select i, i, 1, 'VERIFIED', concat('2.25.3.', i), '{}',"
            + " (select document from bench_document where variant = mod(i, " + VARIANTS + ")), '', 'BENCH',"
            + " current_timestamp" + ROWS;

    /** What the service kept of a document is what it would keep of the same document of another patient. */
    private static final String FINDINGS = "insert into report_findings (version_id, fingerprint, findings)"
            + " select v.id, k.fingerprint, k.findings from report_version v"
            + " join (select mod(version_id, " + VARIANTS + ") as variant, min(version_id) as id from report_findings"
            + " where version_id < " + 4 * VARIANTS + " group by mod(version_id, " + VARIANTS + ")) first"
            + " on first.variant = mod(v.id, " + VARIANTS + ") join report_findings k on k.version_id = first.id"
            + " where v.id >= %d and v.id < %d";

    private static final int SEALED_AT_A_TIME = 5000;
    private static final List<String> SITES = List.of("12123001", "23664000");
    private static final List<String> SIDES = List.of("7771000", "24028007");
    private static final List<String> LEVELS = List.of("1", "2", "3");

    private final Connection connection;
    private final String series;

    ConcordanceStock(Connection connection) throws SQLException {
        this.connection = connection;
        boolean postgres = "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        this.series = postgres ? "generate_series" : "system_range";
    }

    /** Adds the patients from one number up to, not including, another. */
    void fill(long from, long to) throws SQLException, SrException, IOException {
        connection.setAutoCommit(false);
        addDocuments();
        run(PATIENTS, series, from, to - 1);
        run(REPORTS, series, 2 * from, 2 * to - 1);
        run(VERSIONS, series, 2 * from, 2 * to - 1);
        advance("concordance_patient_seq", to);
        advance("report_seq", 2 * to);
        advance("report_version_seq", 2 * to);
        run("drop table bench_document");
        run("analyze");
        connection.commit();
    }

    /** Keeps findings for added patients, as the service did for the first. */
    void keepFindings(long from, long to, Seal key) throws SQLException {
        run(FINDINGS, 2 * from, 2 * to);
        try (PreparedStatement select = connection.prepareStatement(
                        "select k.version_id, v.sop_instance_uid, k.fingerprint, k.findings from report_findings k"
                                + " join report_version v on v.id = k.version_id where v.id >= ? and v.id < ?");
                PreparedStatement update =
                        connection.prepareStatement("update report_findings set seal = ? where version_id = ?")) {
            for (long at = 2 * from; at < 2 * to; at += SEALED_AT_A_TIME) {
                select.setLong(1, at);
                select.setLong(2, Math.min(2 * to, at + SEALED_AT_A_TIME));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        update.setBytes(
                                1,
                                key.of(new FindingsFacts(
                                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4))));
                        update.setLong(2, row.getLong(1));
                        update.addBatch();
                    }
                }
                update.executeBatch();
            }
        }
        connection.commit();
    }

    private void addDocuments() throws SQLException, SrException, IOException {
        run("create table bench_document (variant integer primary key, document bytea not null)");
        Random random = new Random(5);
        try (PreparedStatement insert = connection.prepareStatement("insert into bench_document values (?, ?)")) {
            for (int variant = 0; variant < VARIANTS; variant++) {
                insert.setInt(1, variant);
                insert.setBytes(2, document(random));
                insert.executeUpdate();
            }
        }
    }

    private void advance(String sequence, long used) throws SQLException {
        run("alter sequence %s restart with %d", sequence, used + 1000);
    }

    private void run(String sql, Object... arguments) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.format(Locale.ROOT, sql, arguments));
        }
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
