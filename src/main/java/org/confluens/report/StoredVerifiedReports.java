package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.finding.ReportFindings;
import org.confluens.patient.PatientKey;
import org.confluens.report.seal.Sealer;
import org.confluens.template.TemplateCatalogue;

/**
 * Takes the findings out of the documents as they were sent, by their codes, whoever wrote them; once for each document, as
 * long as the same templates are in force.
 */
@ApplicationScoped
@Transactional
class StoredVerifiedReports implements VerifiedReports {

    private Reports reports;
    private Templates templates;
    private Sealer sealer;
    private volatile Optional<DocumentExtraction> latest = Optional.empty();

    protected StoredVerifiedReports() {}

    @Inject
    StoredVerifiedReports(Reports reports, Templates templates, Sealer sealer) {
        this.reports = reports;
        this.sealer = sealer;
        this.templates = templates;
    }

    @Override
    public List<ReportFindings> of(PatientKey patient) {
        DocumentExtraction extraction = extraction();
        List<CountedVersion> counted = counted(Set.of(patient));
        Map<Long, DocumentFindings> known = known(extraction, counted);
        known.putAll(extracted(extraction, counted, known.keySet()));
        return counted.stream()
                .flatMap(version -> known.get(version.id()).of(version).stream())
                .toList();
    }

    @Override
    public Map<PatientKey, List<ReportFindings>> ofLocked(Collection<PatientKey> patients) {
        DocumentExtraction extraction = extraction();
        List<CountedVersion> counted = counted(Set.copyOf(patients));
        Map<Long, DocumentFindings> known = known(extraction, counted);
        Map<Long, DocumentFindings> fresh = extracted(extraction, counted, known.keySet());
        keep(extraction, counted, fresh);
        known.putAll(fresh);
        Map<PatientKey, List<ReportFindings>> byPatient = new LinkedHashMap<>();
        patients.forEach(patient -> byPatient.put(patient, new ArrayList<>()));
        counted.forEach(
                version -> known.get(version.id()).of(version).ifPresent(byPatient.get(version.patient())::add));
        return byPatient;
    }

    @Override
    public Optional<Dataset> document(String sopInstanceUid) {
        return reports.version(sopInstanceUid)
                .filter(version -> version.stage() == ReportState.VERIFIED
                        && version.seal().intact())
                .map(version -> version.document().dataset());
    }

    private DocumentExtraction extraction() {
        TemplateCatalogue now = templates.current();
        DocumentExtraction extraction =
                latest.filter(known -> known.isBy(now)).orElseGet(() -> new DocumentExtraction(now));
        latest = Optional.of(extraction);
        return extraction;
    }

    private List<CountedVersion> counted(Set<PatientKey> patients) {
        return reports.counted(patients.stream().map(PatientKey::id).collect(Collectors.toSet())).stream()
                .filter(version -> patients.contains(version.patient()))
                .toList();
    }

    private static Map<Long, DocumentFindings> known(DocumentExtraction extraction, List<CountedVersion> versions) {
        Map<Long, DocumentFindings> known = new HashMap<>();
        versions.forEach(version -> version.kept()
                .filter(kept -> kept.fingerprint().equals(extraction.fingerprint(version)))
                .ifPresent(kept -> known.put(version.id(), extraction.restore(kept.findings()))));
        return known;
    }

    private static Map<Long, DocumentFindings> extracted(
            DocumentExtraction extraction, List<CountedVersion> versions, Set<Long> known) {
        return versions.stream()
                .filter(version -> !known.contains(version.id()))
                .collect(Collectors.toMap(
                        CountedVersion::id,
                        version -> extraction.read(version, version.document().dataset())));
    }

    private void keep(DocumentExtraction extraction, List<CountedVersion> versions, Map<Long, DocumentFindings> fresh) {
        if (!fresh.isEmpty()) {
            reports.keepFindings(versions.stream()
                    .filter(version -> fresh.containsKey(version.id()))
                    .map(version -> new KeptFindings(
                            version, extraction.fingerprint(version), fresh.get(version.id()), sealer.seal()))
                    .toList());
        }
    }
}
