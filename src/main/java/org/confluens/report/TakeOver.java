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
import org.confluens.intake.StudyDetails;
import org.confluens.report.ForeignDocument.Verdict;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrWriter;
import org.confluens.template.Computations;
import org.confluens.template.FieldProblem;
import org.confluens.template.FormValidator;
import org.confluens.template.FormValues;
import org.confluens.template.Stage;
import org.confluens.template.Template;
import org.confluens.template.Value;

/** Takes over what another editor made of our draft, by the same validation and the same transitions as everything else. */
@ApplicationScoped
class TakeOver {

    private static final int PROBLEMS_SHOWN = 8;

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

    /** The draft that a document without a predecessor is about: of the same study and template, touched by nobody. */
    Optional<Report> untouchedDraft(SrDocument document, StudyDetails study) {
        return reports.ofStudy(study.studyInstanceUid()).stream()
                .filter(report -> report.state() == ReportState.DRAFT)
                .filter(report -> documents.follows(document, templates.of(report)))
                .findFirst()
                .flatMap(report -> reports.lock(report.id()));
    }

    Verdict judge(SrDocument document, StudyDetails study, Report report, Optional<ReportVersion> predecessor) {
        Optional<String> obstacle = obstacle(document, study, report, predecessor);
        if (obstacle.isPresent()) {
            return Verdict.setAside(obstacle.get());
        }
        Template template = templates.of(report);
        FormValues values = new Computations(template).apply(taken(report, documents.read(template, document)));
        Stage stage = stage(document);
        List<FieldProblem> problems = FormValidator.validate(template, values, stage);
        if (!problems.isEmpty()) {
            return Verdict.setAside(
                    "Its content breaks rules of the template %s: %s".formatted(template.id(), words(problems)));
        }
        enter(report, document, template, values);
        return ForeignReports.takenOver(report, "It continues report %d as %s".formatted(report.id(), report.state()));
    }

    private Optional<String> obstacle(
            SrDocument document, StudyDetails study, Report report, Optional<ReportVersion> predecessor) {
        if (!report.patient().equals(study.patient())
                || !report.studyInstanceUid().equals(study.studyInstanceUid())) {
            return Optional.of("It names a document of report %d as predecessor, but is of another patient or study"
                    .formatted(report.id()));
        }
        if (!documents.follows(document, templates.of(report))) {
            return Optional.of("It does not say that it follows the template %s of report %d"
                    .formatted(report.templateId(), report.id()));
        }
        ReportVersion last = versions.last(report).orElseThrow();
        if (predecessor.filter(version -> version.number() != last.number()).isPresent()) {
            return Optional.of("It follows version %d of report %d, which has reached version %d"
                    .formatted(predecessor.get().number(), report.id(), last.number()));
        }
        if (!last.formValues().equals(report.formValues())) {
            return Optional.of("Report %d was changed in the form after version %d was sent"
                    .formatted(report.id(), last.number()));
        }
        List<Action> steps = steps(report.state(), document);
        return possible(report.state(), steps)
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

    private static boolean possible(ReportState from, List<Action> steps) {
        Optional<ReportState> state = Optional.of(from);
        for (Action step : steps) {
            state = state.flatMap(at -> Transitions.next(at, step));
        }
        return state.isPresent();
    }

    private void enter(Report report, SrDocument document, Template template, FormValues values) {
        String who = document.state().verifyingObservers().stream()
                .findFirst()
                .map(observer -> observer.name().toString())
                .orElse("");
        for (Action step : steps(report.state(), document)) {
            life.take(report, step, who);
        }
        life.write(report, template, values);
        try {
            ReportVersion version = versions.keep(
                    report,
                    SrWriter.write(document),
                    versions.last(report).map(ReportVersion::sopInstanceUid),
                    document.state().verifyingObservers(),
                    who);
            if (report.state() == ReportState.VERIFIED) {
                life.verified(report, version);
            }
        } catch (SrException e) {
            throw new IllegalStateException("a document without errors cannot be written", e);
        }
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
