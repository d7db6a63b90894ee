package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.finding.Extraction;
import org.confluens.finding.FindingExtractor;
import org.confluens.intake.StudyDetails;
import org.confluens.report.ForeignDocument.Verdict;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.template.Computations;
import org.confluens.template.DocumentReading;
import org.confluens.template.FieldProblem;
import org.confluens.template.FormValidator;
import org.confluens.template.FormValues;
import org.confluens.template.Stage;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;
import org.confluens.template.Value;

/** Takes over what another editor made of our draft, by the same validation and the same transitions as everything else. */
@ApplicationScoped
class TakeOver {

    private static final int PROBLEMS_SHOWN = 8;
    private static final int LONGEST_WHO = 128;

    @Inject
    private Reports reports;

    @Inject
    private ReportLife life;

    @Inject
    private Templates templates;

    @Inject
    private Documents documents;

    @Inject
    private VersionWriter versions;

    @Inject
    private Subject subject;

    /** The draft that a document without a predecessor is about: of the same study and template, touched by nobody. */
    Optional<Report> untouchedDraft(SrDocument document, StudyDetails study) {
        return reports.ofStudy(study.studyInstanceUid()).stream()
                .filter(report -> report.state() == ReportState.DRAFT)
                .filter(report -> documents.follows(document, templates.of(report)))
                .findFirst()
                .flatMap(report -> reports.lock(report.id()));
    }

    /** A report of the same study and template that somebody has worked on already. */
    Optional<Report> touchedReport(SrDocument document, StudyDetails study) {
        return reports.ofStudy(study.studyInstanceUid()).stream()
                .filter(report -> templates
                        .template(report.templateId(), report.templateVersion())
                        .filter(template -> documents.follows(document, template))
                        .isPresent())
                .findFirst();
    }

    /**
     * Takes a document over, or says what stands in the way.
     *
     * @param replace whether it may take the place of what was done in the form since the version that it continues
     */
    Verdict judge(
            SrDocument document,
            StudyDetails study,
            Report report,
            Optional<ReportVersion> predecessor,
            Authority authority,
            boolean replace) {
        Optional<String> obstacle = obstacle(document, study, report)
                .or(() -> replace ? Optional.empty() : meanwhile(report, predecessor))
                .or(() -> impossible(document, report));
        if (obstacle.isPresent()) {
            return Verdict.setAside(report, obstacle.get());
        }
        Template template = templates.of(report);
        DocumentReading reading = documents.read(template, document);
        Optional<String> unclear =
                silent(template, reading).or(() -> unclear(reading)).or(() -> unplaced(document));
        if (unclear.isPresent()) {
            return Verdict.setAside(report, unclear.get());
        }
        FormValues values = new Computations(template).apply(taken(report, reading.values()));
        Stage stage = stage(document);
        List<FieldProblem> problems = FormValidator.validate(template, values, stage);
        if (!problems.isEmpty()) {
            return Verdict.setAside(
                    report,
                    "Its content breaks rules of the template %s: %s".formatted(template.id(), words(problems)));
        }
        if (document.state().isVerified() && !authority.signs()) {
            return authority.waiting(Authority.Lack.SIGN, Optional.of(report));
        }
        if (replace && !isWritten(report)) {
            versions.write(report, List.of(), report.editedBy());
        }
        enter(report, document, template, values, authority);
        return ForeignReports.takenOver(
                report, "It continues report %d as %s%s".formatted(report.id(), report.state(), unread(reading)));
    }

    /** A document without content rejects nothing: somebody's editor failed. */
    private static Optional<String> silent(Template template, DocumentReading reading) {
        return reading.values().equals(new Computations(template).apply(FormValues.empty()))
                ? Optional.of("It says nothing that the template asks for")
                : Optional.empty();
    }

    /** What the form would lose though it asks for it, so that a later version of the report would silently lack it. */
    private static Optional<String> unclear(DocumentReading reading) {
        return reading.unclear().isEmpty()
                ? Optional.empty()
                : Optional.of("The template has fields for %d of its content items that cannot hold what they say: %s"
                        .formatted(
                                reading.unclear().size(),
                                reading.unclear().stream().limit(PROBLEMS_SHOWN).collect(Collectors.joining(", "))));
    }

    /** A group whose site and tracking identifier contradict each other must not be taken for either segment. */
    private Optional<String> unplaced(SrDocument document) {
        TemplateCatalogue catalogue = templates.current();
        List<Extraction.UnplacedFinding> unplaced = new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary())
                .extract(document)
                .unplaced();
        return unplaced.isEmpty()
                ? Optional.empty()
                : Optional.of("%d of its measurement groups cannot be given to one vein segment: %s"
                        .formatted(
                                unplaced.size(),
                                unplaced.stream()
                                        .limit(PROBLEMS_SHOWN)
                                        .map(finding ->
                                                finding.trackingIdentifier().orElse("no tracking identifier")
                                                        + " ("
                                                        + finding.reason()
                                                        + ")")
                                        .collect(Collectors.joining(", "))));
    }

    private static String unread(DocumentReading reading) {
        return reading.unread().isEmpty()
                ? ""
                : "; %d content items have no field in the template and stand in the document only: %s"
                        .formatted(
                                reading.unread().size(),
                                reading.unread().stream().limit(PROBLEMS_SHOWN).collect(Collectors.joining(", ")));
    }

    /** Whether what stands in the form stands in a version too. */
    private boolean isWritten(Report report) {
        return versions.current(report)
                .filter(version -> version.formValues().equals(report.formValues()))
                .isPresent();
    }

    private Optional<String> obstacle(SrDocument document, StudyDetails study, Report report) {
        if (!report.patient().equals(study.patient())
                || !report.studyInstanceUid().equals(study.studyInstanceUid())) {
            return Optional.of("It names a document of report %d as predecessor, but is of another patient or study"
                    .formatted(report.id()));
        }
        if (!subject.isOf(document, study)) {
            return Optional.of("It is about another patient than the study and report %d".formatted(report.id()));
        }
        return documents.follows(document, templates.of(report))
                ? Optional.empty()
                : Optional.of("It does not say that it follows the template %s of report %d"
                        .formatted(report.templateId(), report.id()));
    }

    /** What was done here while somebody else worked on the document. */
    private Optional<String> meanwhile(Report report, Optional<ReportVersion> predecessor) {
        ReportVersion current = versions.current(report).orElseThrow();
        if (predecessor.filter(version -> version.number() != current.number()).isPresent()) {
            return Optional.of("It follows version %d of report %d, which has reached version %d"
                    .formatted(predecessor.get().number(), report.id(), current.number()));
        }
        return isWritten(report)
                ? Optional.empty()
                : Optional.of("Report %d was changed in the form after version %d was sent"
                        .formatted(report.id(), current.number()));
    }

    private static Optional<String> impossible(SrDocument document, Report report) {
        return possible(report, steps(report.state(), document))
                ? Optional.empty()
                : Optional.of("Report %d is %s, where this is not possible".formatted(report.id(), report.state()));
    }

    /** What a document says, put into the form: proposals that it keeps are confirmed, the others corrected or rejected. */
    private static FormValues taken(Report report, FormValues said) {
        FormValues before = ValuesJson.read(report.formValues());
        Set<String> paths = new LinkedHashSet<>(before.fields().keySet());
        paths.addAll(said.fields().keySet());
        Map<String, List<Value>> answers = new LinkedHashMap<>();
        paths.forEach(path -> answers.put(path, said.values(path)));
        return before.answered(answers);
    }

    private static Stage stage(SrDocument document) {
        if (document.state().isVerified()) {
            return Stage.VERIFY;
        }
        return document.state().isComplete() ? Stage.COMPLETE : Stage.SAVE;
    }

    private static List<Action> steps(ReportState from, SrDocument document) {
        List<Action> steps = new ArrayList<>();
        if (from == ReportState.VERIFIED) {
            steps.add(Action.AMEND);
        } else if (from == ReportState.COMPLETED) {
            steps.add(Action.REOPEN);
        }
        steps.add(Action.SAVE);
        if (document.state().isComplete()) {
            steps.add(Action.COMPLETE);
        }
        if (document.state().isVerified()) {
            steps.add(Action.VERIFY);
        }
        return steps;
    }

    private static boolean possible(Report report, List<Action> steps) {
        Optional<ReportState> state = Optional.of(report.state());
        for (Action step : steps) {
            state = state.flatMap(
                    at -> Transitions.next(at, report.verifiedVersion().isPresent(), step));
        }
        return state.isPresent();
    }

    private void enter(Report report, SrDocument document, Template template, FormValues values, Authority authority) {
        String who = document.state().verifyingObservers().stream()
                .findFirst()
                .map(observer -> shortened(observer.name().toString()))
                .orElse("");
        for (Action step : steps(report.state(), document)) {
            life.take(report, step, who);
        }
        life.write(report, template, values);
        report.knowsAllImages();
        try {
            ReportVersion version = versions.takeOver(report, document, authority.madeBy(who));
            if (report.state() == ReportState.VERIFIED) {
                life.verified(report, version);
            }
        } catch (SrException e) {
            throw new IllegalStateException("a document without errors cannot be written", e);
        }
    }

    /** A name that fits the column of who did something; the document has the whole. */
    static String shortened(String name) {
        return name.length() <= LONGEST_WHO ? name : name.substring(0, LONGEST_WHO);
    }

    static String words(List<FieldProblem> problems) {
        String shown = problems.stream()
                .limit(PROBLEMS_SHOWN)
                .map(problem -> problem.path() + ": " + problem.message())
                .collect(Collectors.joining("; "));
        int more = problems.size() - PROBLEMS_SHOWN;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }
}
