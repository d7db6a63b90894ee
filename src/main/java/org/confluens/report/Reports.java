package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.report.seal.Sealer;

/** The reports and their versions in the database. */
@ApplicationScoped
class Reports {

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    @Inject
    private Chains chains;

    @Inject
    private Sealer sealer;

    @Inject
    private Patients patients;

    /** Writes a new report, so that it has its id. */
    void add(Report report) {
        entities.persist(report);
        report.seal(sealer.seal());
        entities.flush();
    }

    void add(ReportVersion version) {
        chains.add(version);
    }

    void add(ForeignDocument document) {
        entities.persist(document);
    }

    /** Sends what changed to the database, so that the report has its new lock version. */
    void flush() {
        entities.flush();
    }

    Optional<Report> find(long id) {
        return Optional.ofNullable(entities.find(Report.class, id));
    }

    /** The report, locked against every other change until the transaction ends. */
    Optional<Report> lock(long id) {
        return Optional.ofNullable(entities.find(Report.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The reports of a study that were not withdrawn, the oldest first. */
    List<Report> ofStudy(String studyInstanceUid) {
        return entities.createQuery(
                        "select r from Report r where r.studyInstanceUid = :study and r.state <> :withdrawn order by r.id",
                        Report.class)
                .setParameter("study", studyInstanceUid)
                .setParameter("withdrawn", ReportState.WITHDRAWN)
                .getResultList();
    }

    /** The reports of a study that were withdrawn. */
    List<Report> withdrawnOfStudy(String studyInstanceUid) {
        return entities.createQuery(
                        "select r from Report r where r.studyInstanceUid = :study and r.state = :withdrawn",
                        Report.class)
                .setParameter("study", studyInstanceUid)
                .setParameter("withdrawn", ReportState.WITHDRAWN)
                .getResultList();
    }

    /** The reports of a patient, the oldest images first. */
    List<Report> ofPatient(PatientKey patient) {
        return entities.createQuery(
                        "select r from Report r where r.patientId = :id and r.patientIssuer = :issuer order by r.studyDate, r.id",
                        Report.class)
                .setParameter("id", patient.id())
                .setParameter("issuer", patient.issuer())
                .getResultList();
    }

    /** The versions that count now of everybody with one of these Patient IDs, the oldest images first. */
    List<CountedVersion> counted(Set<String> patientIds) {
        return chains.counted(patientIds);
    }

    /** Keeps findings beside their versions, in place of what was kept there before. */
    void keepFindings(List<KeptFindings> findings) {
        entities.createQuery("delete from KeptFindings k where k.versionId in :ids")
                .setParameter(
                        "ids", findings.stream().map(KeptFindings::versionId).toList())
                .executeUpdate();
        findings.forEach(entities::persist);
    }

    Optional<ReportVersion> version(long reportId, int number) {
        return chains.version(reportId, number);
    }

    Optional<ReportVersion> version(String sopInstanceUid) {
        return chains.version(sopInstanceUid);
    }

    /** The versions of a report and how each stands. */
    Chain chain(Report report) {
        return chains.of(report);
    }

    /** Whether the report and all of its versions are as they were written. */
    boolean isIntact(Report report) {
        return chain(report).isIntact() && report.seal().intact();
    }

    /** The reports in these states, the newest change first or the oldest report first. */
    List<ReportRow> rows(Set<ReportState> states, String patient, String template, boolean oldest, int limit) {
        List<PatientKey> survivors = patient.isEmpty() ? List.of() : patients.survivors(patient);
        String also = IntStream.range(0, survivors.size())
                .mapToObj(i -> " or r.patientId = :id" + i + " and r.patientIssuer = :issuer" + i)
                .collect(Collectors.joining());
        String wanted = (patient.isEmpty()
                        ? ""
                        : " and (r.patientId = :patient or lower(r.patientName) like :name escape '!'" + also + ")")
                + (template.isEmpty() ? "" : " and r.templateId = :template");
        var query = entities.createQuery(
                        "select r.id, r.state, r.origin, r.templateId,"
                                + " r.templateVersion, r.patientId, r.patientIssuer, r.patientName, r.patientBirthDate,"
                                + " r.patientSex, r.studyInstanceUid, r.studyDate, r.accessionNumber, r.description,"
                                + " r.editedBy, r.lateImagesAt, r.createdAt, r.changedAt from Report r where r.state in :states"
                                + wanted
                                + (oldest ? " order by r.createdAt, r.id" : " order by r.changedAt desc, r.id desc"),
                        Object[].class)
                .setParameter("states", states)
                .setMaxResults(limit);
        if (!template.isEmpty()) {
            query.setParameter("template", template);
        }
        if (!patient.isEmpty()) {
            query.setParameter("patient", patient);
            for (int i = 0; i < survivors.size(); i++) {
                query.setParameter("id" + i, survivors.get(i).id());
                query.setParameter("issuer" + i, survivors.get(i).issuer());
            }
            query.setParameter(
                    "name", "%" + patient.toLowerCase(java.util.Locale.ROOT).replaceAll("([!%_])", "!$1") + "%");
        }
        return query.getResultList().stream().map(ReportRow::of).toList();
    }

    /** How many reports there are in each state; counted in SQL, because an index alone can tell so many rows, not ids. */
    Map<String, Long> counts() {
        List<?> rows = entities.createNativeQuery("select state, count(*) from report group by state")
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue()));
    }

    /** What was done with a document from elsewhere, if it came before. */
    Optional<ForeignDocument> foreign(String sopInstanceUid) {
        return entities.createQuery(
                        "select f from ForeignDocument f where f.sopInstanceUid = :uid", ForeignDocument.class)
                .setParameter("uid", sopInstanceUid)
                .getResultStream()
                .findFirst();
    }

    /** What came from elsewhere about a prior patient is about the survivor. */
    void moveForeign(PatientKey prior, PatientKey survivor) {
        entities.createQuery("update ForeignDocument f set f.patientId = :newId, f.patientIssuer = :newIssuer"
                        + " where f.patientId = :id and f.patientIssuer = :issuer")
                .setParameter("newId", survivor.id())
                .setParameter("newIssuer", survivor.issuer())
                .setParameter("id", prior.id())
                .setParameter("issuer", prior.issuer())
                .executeUpdate();
    }

    /** The same, locked until the transaction ends. */
    Optional<ForeignDocument> lockForeign(String sopInstanceUid) {
        Optional<ForeignDocument> document = foreign(sopInstanceUid);
        document.ifPresent(found -> entities.refresh(found, LockModeType.PESSIMISTIC_WRITE));
        return document;
    }

    List<ForeignDocument> foreign(Optional<ForeignDocument.Outcome> outcome, int limit) {
        return entities.createQuery(
                        "select f from ForeignDocument f where f.outcome in :outcomes and (:all = true or"
                                + " f.outcome <> :aside or f.settledAt is null) order by f.arrivedAt desc",
                        ForeignDocument.class)
                .setParameter("all", outcome.isEmpty())
                .setParameter("aside", ForeignDocument.Outcome.SET_ASIDE)
                .setParameter("outcomes", outcome.map(List::of).orElse(List.of(ForeignDocument.Outcome.values())))
                .setMaxResults(limit)
                .getResultList();
    }

    /** What came from elsewhere about a report, the newest first. */
    List<ForeignDocument> foreign(long report) {
        return entities.createQuery(
                        "select f from ForeignDocument f where f.reportId = :report order by f.arrivedAt desc",
                        ForeignDocument.class)
                .setParameter("report", report)
                .getResultList();
    }
}
