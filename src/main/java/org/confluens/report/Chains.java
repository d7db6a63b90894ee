package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.confluens.report.seal.FindingsFacts;
import org.confluens.report.seal.ReportFacts;
import org.confluens.report.seal.SealState;
import org.confluens.report.seal.SealWatch;
import org.confluens.report.seal.SealedStates;
import org.confluens.report.seal.Sealer;
import org.confluens.report.seal.VersionFacts;

/** The versions in the database, each sealed in one chain with those of its report, and checked whenever it is read. */
@ApplicationScoped
class Chains {

    private static final String SEALS = " left join VersionSeal s on s.versionId = v.id"
            + " left join VersionSeal p on p.reportId = v.reportId and p.number = v.number - 1";
    private static final String VERSIONS =
            "select v, s.seal, s.atUpgrade, p.seal from ReportVersion v" + SEALS + " where ";
    private static final String COLUMNS = "v.number, v.stage, v.sopInstanceUid, v.predecessorUid, v.formValues,"
            + " v.document, v.verifiedBy, v.madeBy, v.madeAt, s.seal, s.atUpgrade, p.seal";
    private static final String CHAIN =
            "select " + COLUMNS + " from ReportVersion v" + SEALS + " where v.reportId = :report order by v.number";
    private static final String FINDINGS = "select v.number, v.id, v.sopInstanceUid, k.fingerprint, k.findings, k.seal"
            + " from KeptFindings k, ReportVersion v where k.versionId = v.id and v.reportId = :report";
    /** What of a report's row is shown, or compared, beside what its seal covers by name. */
    static final String SHOWN = "r.templateVersion, r.patientName, r.patientBirthDate, r.patientSex, r.studyDate,"
            + " r.accessionNumber, r.description, r.seriesInstanceUid, r.editedBy, r.withdrawnReason, r.lateImagesAt";

    private static final int FIRST_SHOWN = 30;
    private static final String COUNTED = "select v.id, r.patientId, r.patientIssuer, v.sopInstanceUid,"
            + " r.studyInstanceUid, r.studyDate, r.templateId, r.templateVersion, v.madeAt, k.fingerprint, k.findings,"
            + " v.document, v.number, v.stage, v.predecessorUid, v.formValues, v.verifiedBy, v.madeBy,"
            + " s.seal, s.atUpgrade, p.seal,"
            + " r.id, r.state, r.origin, r.versions, r.currentVersion, r.verifiedVersion, r.stateSeal, r.sealings, k.seal, "
            + SHOWN + " from ReportVersion v left join KeptFindings k on k.versionId = v.id" + SEALS + ", Report r"
            + " where v.reportId = r.id and v.number = r.verifiedVersion and r.state <> :withdrawn"
            + " and r.patientId in :ids order by r.studyDate, r.id";

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    @Inject
    private Sealer sealer;

    @Inject
    private SealedStates reportStates;

    @Inject
    private SealWatch watch;

    /** Writes a version and its seal, which holds on to that of the version before. */
    void add(ReportVersion version) {
        entities.persist(version);
        Optional<byte[]> before = entities.createQuery(
                        "select s.seal from VersionSeal s where s.reportId = :report and s.number = :number",
                        byte[].class)
                .setParameter("report", version.reportId())
                .setParameter("number", version.number() - 1)
                .getResultStream()
                .findFirst();
        entities.persist(new VersionSeal(version, sealer.seal().of(version.facts(), before, false)));
    }

    Optional<ReportVersion> version(long reportId, int number) {
        return entities.createQuery(VERSIONS + "v.reportId = :report and v.number = :number", Object[].class)
                .setParameter("report", reportId)
                .setParameter("number", number)
                .getResultStream()
                .map(this::checked)
                .findFirst();
    }

    Optional<ReportVersion> version(String sopInstanceUid) {
        return entities.createQuery(VERSIONS + "v.sopInstanceUid = :uid", Object[].class)
                .setParameter("uid", sopInstanceUid)
                .getResultStream()
                .map(this::checked)
                .findFirst();
    }

    private ReportVersion checked(Object[] row) {
        ReportVersion version = (ReportVersion) row[0];
        version.found(check(version.facts(), row, 1));
        return version;
    }

    private SealState check(VersionFacts version, Object[] row, int seal) {
        SealState state = sealer.seal()
                .check(
                        version,
                        Optional.ofNullable((byte[]) row[seal]),
                        Boolean.TRUE.equals(row[seal + 1]),
                        Optional.ofNullable((byte[]) row[seal + 2]));
        return watch.version(version.reportId(), version.number(), state);
    }

    /** The versions of a report and how each stands; read by columns, which costs less than reading entities. */
    Chain of(Report report) {
        List<VersionRow> versions = new ArrayList<>();
        Map<Integer, SealState> states = new TreeMap<>();
        for (Object[] row : entities.createQuery(CHAIN, Object[].class)
                .setParameter("report", report.id())
                .getResultList()) {
            VersionFacts version = facts(report.id(), row);
            SealState state = check(version, row, 9);
            checkAnswers(report, version, state);
            versions.add(row(row));
            states.put(version.number(), version.number() > report.versions() ? SealState.UNSEALED : state);
        }
        for (int number = 1; number <= report.versions(); number++) {
            states.putIfAbsent(number, SealState.MISSING);
        }
        states.forEach((number, state) -> watch.version(report.id(), number, state));
        return new Chain(versions, states);
    }

    private static VersionRow row(Object[] row) {
        return new VersionRow(
                (Integer) row[0],
                (ReportState) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[6],
                (String) row[7],
                (Instant) row[8]);
    }

    /** What a seal covers, of the nine columns of a version. */
    private static VersionFacts facts(long report, Object[] row) {
        return new VersionFacts(
                report,
                (Integer) row[0],
                ((ReportState) row[1]).name(),
                (String) row[2],
                Optional.ofNullable((String) row[3]),
                (String) row[4],
                (byte[]) row[5],
                (String) row[6],
                (String) row[7],
                (Instant) row[8]);
    }

    /** A completed or verified report says what its document says: its answers are changed by a new version only. */
    private void checkAnswers(Report report, VersionFacts version, SealState state) {
        if (version.number() != report.currentVersion() || !state.intact()) {
            return;
        }
        boolean closed = report.state() == ReportState.COMPLETED || report.state() == ReportState.VERIFIED;
        boolean same = !closed || version.formValues().equals(report.formValues());
        SealState found = watch.answers(report.id(), same ? SealState.INTACT : SealState.CHANGED);
        if (!found.intact() && report.seal().intact()) {
            report.found(found);
        }
    }

    /** The versions that count now of everybody with one of these Patient IDs, if they are as they were written. */
    List<CountedVersion> counted(Set<String> patientIds) {
        return entities.createQuery(COUNTED, Object[].class)
                .setParameter("withdrawn", ReportState.WITHDRAWN)
                .setParameter("ids", patientIds)
                .getResultStream()
                .filter(this::isIntact)
                .map(row -> CountedVersion.of(row, hasIntactFindings(row)))
                .toList();
    }

    private boolean hasIntactFindings(Object[] row) {
        return row[9] == null
                || findings(
                        (Long) row[21],
                        (Integer) row[12],
                        new FindingsFacts((Long) row[0], (String) row[3], (String) row[9], (String) row[10]),
                        (byte[]) row[29]);
    }

    private boolean findings(long report, int version, FindingsFacts findings, byte[] seal) {
        return watch.findings(report, version, sealer.seal().check(findings, Optional.ofNullable(seal)))
                .intact();
    }

    /** Looks at the findings that are kept beside the versions of a report. */
    void checkFindings(Report report) {
        entities.createQuery(FINDINGS, Object[].class)
                .setParameter("report", report.id())
                .getResultList()
                .forEach(row -> findings(
                        report.id(),
                        (Integer) row[0],
                        new FindingsFacts((Long) row[1], (String) row[2], (String) row[3], (String) row[4]),
                        (byte[]) row[5]));
    }

    /** Whether both the version and the report that lets it count are as they were written. */
    private boolean isIntact(Object[] row) {
        long report = (Long) row[21];
        VersionFacts version = new VersionFacts(
                report,
                (Integer) row[12],
                ((ReportState) row[13]).name(),
                (String) row[3],
                Optional.ofNullable((String) row[14]),
                (String) row[15],
                (byte[]) row[11],
                (String) row[16],
                (String) row[17],
                (Instant) row[8]);
        ReportFacts facts = new ReportFacts(
                report,
                (String) row[4],
                (String) row[1],
                (String) row[2],
                (String) row[6],
                ((ReportState) row[22]).name(),
                ((Report.Origin) row[23]).name(),
                (Integer) row[24],
                (Integer) row[25],
                OptionalInt.of((Integer) row[26]),
                (Integer) row[28],
                shown(Arrays.copyOfRange(row, FIRST_SHOWN, row.length)));
        boolean intact = check(version, row, 18).intact();
        return reportStates.check(facts, Optional.ofNullable((byte[]) row[27])).intact() && intact;
    }

    /** What is sealed of the texts that a report shows, in the order of {@link #SHOWN}. */
    static List<String> shown(ReportRow row, String seriesInstanceUid, String withdrawnReason) {
        return shown(
                row.templateVersion(),
                row.patientName(),
                row.patientBirthDate(),
                row.patientSex(),
                row.studyDate(),
                row.accessionNumber(),
                row.description(),
                seriesInstanceUid,
                row.editedBy(),
                withdrawnReason,
                row.lateImagesAt().orElse(null));
    }

    /** Of a moment only that there is one, since databases round. */
    private static List<String> shown(Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof String text ? text : value == null ? "" : "set")
                .toList();
    }
}
