package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.finding.Examination;
import org.confluens.finding.Extraction;
import org.confluens.finding.FindingExtractor;
import org.confluens.finding.ReportFindings;
import org.confluens.intake.PatientKey;
import org.confluens.sr.DicomTime;
import org.confluens.sr.DocumentState;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;

/** Takes the findings out of the documents as they were sent, by their codes, whoever wrote them. */
@ApplicationScoped
@Transactional
class StoredVerifiedReports implements VerifiedReports {

    /** An extractor, which is worth keeping for as long as the templates that it rests on are in force. */
    private record Extractor(TemplateCatalogue catalogue, FindingExtractor findings) {
        Extractor(TemplateCatalogue catalogue) {
            this(catalogue, new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary()));
        }
    }

    private Reports reports;
    private Templates templates;
    private volatile Optional<Extractor> latest = Optional.empty();

    protected StoredVerifiedReports() {}

    @Inject
    StoredVerifiedReports(Reports reports, Templates templates) {
        this.reports = reports;
        this.templates = templates;
    }

    @Override
    public List<ReportFindings> of(PatientKey patient) {
        return of(List.of(patient)).get(patient);
    }

    @Override
    public Map<PatientKey, List<ReportFindings>> of(Collection<PatientKey> patients) {
        Map<PatientKey, List<ReportFindings>> byPatient = new LinkedHashMap<>();
        patients.forEach(patient -> byPatient.put(patient, new ArrayList<>()));
        Extractor extractor = extractor();
        reports.counted(patients.stream().map(PatientKey::id).collect(Collectors.toSet())).stream()
                .filter(version -> byPatient.containsKey(version.patient()))
                .forEach(version -> findings(extractor, version).ifPresent(byPatient.get(version.patient())::add));
        return byPatient;
    }

    @Override
    public Optional<Dataset> document(String sopInstanceUid) {
        return reports.version(sopInstanceUid)
                .filter(version -> version.stage() == ReportState.VERIFIED)
                .map(version -> version.document().dataset());
    }

    private Extractor extractor() {
        TemplateCatalogue now = templates.current();
        Extractor extractor = latest.filter(known -> known.catalogue() == now).orElseGet(() -> new Extractor(now));
        latest = Optional.of(extractor);
        return extractor;
    }

    private Optional<ReportFindings> findings(Extractor extractor, CountedVersion version) {
        Dataset dataset = version.document().dataset();
        SrDocument document = SrReader.read(dataset).document();
        Extraction extraction = extract(extractor, version, document);
        Instant verifiedAt = verifiedAt(dataset, document.state()).orElse(version.madeAt());
        return extraction
                .examination()
                .map(examination -> new ReportFindings(
                        version.document().sopInstanceUid(),
                        version.studyInstanceUid(),
                        examination,
                        verifiedAt,
                        studyDate(dataset, version).orElse(day(verifiedAt)),
                        document.state().verifyingObservers().stream()
                                .findFirst()
                                .map(observer -> observer.name().toString()),
                        extraction.findings(),
                        extraction.treated(),
                        extraction.criteriaMet()));
    }

    /** A version of the template that is not installed any more reported the same examination as those that are. */
    private static Extraction extract(Extractor extractor, CountedVersion version, SrDocument document) {
        Optional<Examination> known = extractor
                .catalogue()
                .template(version.templateId(), version.templateVersion())
                .or(() -> extractor.catalogue().template(version.templateId()))
                .flatMap(Template::examination);
        return known.map(examination -> extractor.findings().extract(document, examination))
                .orElseGet(() -> extractor.findings().extract(document));
    }

    /**
     * When the last of its observers verified the document, by Verification DateTime (0040,A030): of two reports on images
     * of one day the later counts, and which came here first must not matter.
     */
    private static Optional<Instant> verifiedAt(Dataset dataset, DocumentState state) {
        ZoneOffset zone = DicomTime.parseOffset(dataset.string(Tag.TimezoneOffsetFromUTC, ""))
                .orElse(ZoneOffset.UTC);
        return state.verifyingObservers().stream()
                .flatMap(observer -> DicomTime.parseMoment(observer.dateTime(), zone).stream())
                .max(Instant::compareTo);
    }

    private static Optional<LocalDate> studyDate(Dataset dataset, CountedVersion version) {
        return dataset.date(Tag.StudyDate)
                .or(() -> DicomTime.parseDate(version.studyDate()))
                .or(() -> dataset.date(Tag.ContentDate));
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
