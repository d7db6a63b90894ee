package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.confluens.finding.Examination;
import org.confluens.finding.Extraction;
import org.confluens.finding.FindingExtractor;
import org.confluens.intake.StudyDetails;
import org.confluens.report.ForeignDocument.Outcome;
import org.confluens.report.ForeignDocument.Verdict;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrReading;
import org.confluens.sr.SrWriter;
import org.confluens.template.Computations;
import org.confluens.template.FormValidator;
import org.confluens.template.FormValues;
import org.confluens.template.Stage;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;

/** Lets a verified report of another product count that nobody had a draft for, by the findings that its codes state. */
@ApplicationScoped
class CountedReports {

    private static final int NUMBERS_SHOWN = 5;

    @Inject
    private Reports reports;

    @Inject
    private ReportLife life;

    @Inject
    private Templates templates;

    @Inject
    private VersionWriter versions;

    @Inject
    private Subject subject;

    @Inject
    private Documents documents;

    @Inject
    private Clock clock;

    /** What became of the document; empty if it has nothing to do with us. */
    Optional<Verdict> judge(SrReading reading, StudyDetails study, Authority authority) {
        SrDocument document = reading.document();
        TemplateCatalogue catalogue = templates.current();
        Extraction extraction = new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary()).extract(document);
        if (extraction.findings().isEmpty()) {
            return reports.ofStudy(study.studyInstanceUid()).isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Verdict.setAside("It continues none of our drafts, and its codes state no finding in a"
                                    + " vein segment that we know" + unplaced(extraction)));
        }
        if (!subject.isOf(document, study)) {
            return Optional.of(Verdict.setAside("It is about another patient than its study"));
        }
        if (!document.state().isVerified()) {
            return Optional.of(Verdict.setAside("It is not verified, and it continues none of our drafts"));
        }
        Optional<Template> template = extraction.examination().flatMap(this::templateOf);
        if (template.isEmpty()) {
            return Optional.of(Verdict.setAside("No template is installed for the examination that it reports"));
        }
        if (!reading.isClean()) {
            return Optional.of(
                    Verdict.setAside("It breaks rules of its own document type: " + ForeignReports.errors(reading)));
        }
        return Optional.of(
                authority.signs()
                        ? count(document, study, template.get(), extraction, authority)
                        : authority.waiting(Authority.Lack.SIGN, Optional.empty()));
    }

    private Optional<Template> templateOf(Examination examination) {
        return templates.current().templates().stream()
                .filter(template ->
                        template.examination().filter(e -> e == examination).isPresent())
                .flatMap(template -> templates.current().template(template.id()).stream())
                .findFirst();
    }

    private Verdict count(
            SrDocument document, StudyDetails study, Template template, Extraction extraction, Authority authority) {
        String who = TakeOver.shortened(
                document.state().verifyingObservers().get(0).name().toString());
        Report report = new Report(
                study, template, Report.Origin.FOREIGN, document.series().seriesInstanceUid(), clock.instant());
        reports.add(report);
        for (Action step : List.of(Action.SAVE, Action.COMPLETE, Action.VERIFY)) {
            life.take(report, step, who);
        }
        fillForm(report, document, template);
        try {
            ReportVersion version = versions.keep(
                    report,
                    SrWriter.write(document),
                    Optional.empty(),
                    document.state().verifyingObservers(),
                    authority.madeBy(who));
            life.verified(report, version);
        } catch (SrException e) {
            throw new IllegalStateException("a document without errors cannot be written", e);
        }
        return new Verdict(
                Outcome.COUNTED,
                "Its %d findings count as report %d%s"
                        .formatted(extraction.findings().size(), report.id(), unplaced(extraction)),
                OptionalLong.of(report.id()));
    }

    /** What of the document the form can hold, so that who amends the report does not begin with nothing. */
    private void fillForm(Report report, SrDocument document, Template template) {
        FormValues values = new Computations(template)
                .apply(documents.read(template, document).values());
        if (FormValidator.validate(template, values, Stage.SAVE).isEmpty()) {
            report.write(ValuesJson.write(values).toString());
        }
    }

    /** What of the document does not count. */
    private static String unplaced(Extraction extraction) {
        String unplaced = extraction.unplaced().isEmpty()
                ? ""
                : "; " + extraction.unplaced().size() + " findings could not be given to one segment";
        return extraction.refusedNumbers().isEmpty()
                ? unplaced
                : unplaced + "; numbers that do not count: "
                        + extraction.refusedNumbers().stream()
                                .distinct()
                                .limit(NUMBERS_SHOWN)
                                .collect(Collectors.joining(", "));
    }
}
