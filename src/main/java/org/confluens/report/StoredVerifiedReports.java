package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.finding.Examination;
import org.confluens.finding.Extraction;
import org.confluens.finding.FindingExtractor;
import org.confluens.finding.ReportFindings;
import org.confluens.intake.PatientKey;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;

/** Takes the findings out of the documents as they were sent, by their codes, whoever wrote them. */
@ApplicationScoped
@Transactional
class StoredVerifiedReports implements VerifiedReports {

    private Reports reports;
    private Templates templates;

    protected StoredVerifiedReports() {}

    @Inject
    StoredVerifiedReports(Reports reports, Templates templates) {
        this.reports = reports;
        this.templates = templates;
    }

    @Override
    public List<ReportFindings> of(PatientKey patient) {
        return reports.ofPatient(patient).stream()
                .flatMap(report -> report.verifiedVersion().stream()
                        .mapToObj(number -> reports.version(report.id(), number).orElseThrow())
                        .flatMap(version -> findings(report, version).stream()))
                .toList();
    }

    @Override
    public Optional<Dataset> document(String sopInstanceUid) {
        return reports.version(sopInstanceUid)
                .filter(version -> version.stage() == ReportState.VERIFIED)
                .map(version -> version.document().dataset());
    }

    private Optional<ReportFindings> findings(Report report, ReportVersion version) {
        Dataset dataset = version.document().dataset();
        SrDocument document = SrReader.read(dataset).document();
        Extraction extraction = extract(report, document);
        return extraction
                .examination()
                .map(examination -> new ReportFindings(
                        version.sopInstanceUid(),
                        report.studyInstanceUid(),
                        examination,
                        version.madeAt(),
                        dataset.date(Tag.StudyDate).orElse(day(version.madeAt())),
                        document.state().verifyingObservers().stream()
                                .findFirst()
                                .map(observer -> observer.name().toString()),
                        extraction.findings(),
                        extraction.treated(),
                        extraction.criteriaMet()));
    }

    private Extraction extract(Report report, SrDocument document) {
        TemplateCatalogue catalogue = templates.current();
        FindingExtractor extractor = new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary());
        Optional<Examination> known = templates
                .template(report.templateId(), report.templateVersion())
                .or(() -> catalogue.template(report.templateId())) // its own version may not be installed any more
                .flatMap(Template::examination);
        return known.map(examination -> extractor.extract(document, examination))
                .orElseGet(() -> extractor.extract(document));
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
