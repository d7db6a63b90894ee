package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.confluens.sr.VerifyingObserver;
import org.confluens.template.Computations;
import org.confluens.template.FieldProblem;
import org.confluens.template.FormValidator;
import org.confluens.template.FormValues;
import org.confluens.template.SegmentWildcard;
import org.confluens.template.Stage;
import org.confluens.template.Template;
import org.confluens.template.Value;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * What people do with a report. Each method is one transaction: the report's new state, the document that says so, its
 * place in the outbox and what the other features do about it are kept together or not at all.
 */
@ApplicationScoped
@Transactional
public class ReportLife {

    private Reports reports;
    private Templates templates;
    private VersionWriter versions;
    private Event<Object> events;
    private Clock clock;

    protected ReportLife() {}

    @Inject
    ReportLife(Reports reports, Templates templates, VersionWriter versions, Event<Object> events, Clock clock) {
        this.reports = reports;
        this.templates = templates;
        this.versions = versions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Puts answers into the form; what is not mentioned stays.
     *
     * @param expected the lock version that the person has seen, empty to take any
     */
    Report save(long id, OptionalLong expected, JsonObject answers, String who) {
        Report report = lockIntact(id);
        checkSeen(report, expected, Optional.of(answers));
        Template template = templates.of(report);
        FormValues before = ValuesJson.read(report.formValues());
        Map<String, List<Value>> read = Answers.read(template, SegmentWildcard.expand(template, before, answers));
        take(report, Action.SAVE, who);
        write(report, template, before.answered(read));
        reports.flush();
        return report;
    }

    /** Says that nothing is missing, and sends the document that says so. */
    Report complete(long id, OptionalLong expected, String who) {
        Report report = lockIntact(id);
        checkSeen(report, expected, Optional.empty());
        checkPossible(report, Action.COMPLETE);
        checkContent(report, Stage.COMPLETE, "completed");
        take(report, Action.COMPLETE, who);
        versions.write(report, List.of(), who);
        report.knowsAllImages();
        reports.flush();
        return report;
    }

    /** Takes the completion back, to change something. */
    Report reopen(long id, OptionalLong expected, String who) {
        Report report = lockIntact(id);
        checkSeen(report, expected, Optional.empty());
        take(report, Action.REOPEN, who);
        reports.flush();
        return report;
    }

    /** Answers for the report, alone or beside those who already do. */
    Report verify(long id, OptionalLong expected, VerifyingObserver observer, String who) {
        Report report = lockIntact(id);
        checkSeen(report, expected, Optional.empty());
        checkPossible(report, Action.VERIFY);
        boolean further = report.state() == ReportState.VERIFIED;
        if (!further) {
            checkContent(report, Stage.VERIFY, "verified");
        }
        checkNew(observer, further ? versions.observers(report) : List.of());
        take(report, Action.VERIFY, who);
        verified(
                report,
                further ? versions.countersign(report, observer, who) : versions.write(report, List.of(observer), who));
        return report;
    }

    /** Remembers which version counts from now on, and tells everybody. */
    void verified(Report report, ReportVersion version) {
        Optional<String> replaced = versions.verified(report).map(ReportVersion::sopInstanceUid);
        report.verified(version.number());
        reports.flush();
        events.fire(replaced.<Object>map(before -> new ReportAmended(
                        report.id(),
                        report.patient(),
                        report.studyInstanceUid(),
                        report.templateId(),
                        version.sopInstanceUid(),
                        before))
                .orElseGet(() -> new ReportVerified(
                        report.id(),
                        report.patient(),
                        report.studyInstanceUid(),
                        report.templateId(),
                        version.sopInstanceUid())));
    }

    /** Begins a new version of a verified report, which stays as it is and counts until the new one is verified. */
    Report amend(long id, OptionalLong expected, String who) {
        Report report = lockIntact(id);
        checkSeen(report, expected, Optional.empty());
        take(report, Action.AMEND, who);
        versions.write(report, List.of(), who);
        reports.flush();
        return report;
    }

    /** Gives an amendment up: the verified version stands alone again, what was sent of the amendment is rejected. */
    Report abandon(long id, OptionalLong expected, String who) {
        Report report = lockIntact(id);
        checkSeen(report, expected, Optional.empty());
        take(report, Action.ABANDON, who);
        ReportVersion verified = versions.verified(report).orElseThrow();
        versions.reject(
                report,
                row -> row.number() > verified.number(),
                "The amendment was given up; the verified report stays valid.");
        report.returnTo(verified);
        report.knowsAllImages();
        if (!versions.knowsAllImages(report, versions.study(report))) {
            report.noteLateImages(clock.instant());
        }
        reports.flush();
        return report;
    }

    /** Takes the report out of the world for good, with a rejection note for every document of it that was sent. */
    Report withdraw(long id, OptionalLong expected, String reason, String who) {
        Report report = lock(id);
        checkSeen(report, expected, Optional.empty());
        withdraw(report, reason, who, Set.of());
        return report;
    }

    /**
     * The same where it was not a person here who decided so.
     *
     * @param rejected the SOP Instance UIDs of versions that were rejected already
     */
    void withdraw(Report report, String reason, String who, Set<String> rejected) {
        Optional<String> counted = versions.verified(report).map(ReportVersion::sopInstanceUid);
        take(report, Action.WITHDRAW, who);
        report.withdraw(reason);
        versions.reject(report, row -> !rejected.contains(row.sopInstanceUid()), reason);
        reports.flush();
        events.fire(new ReportWithdrawn(
                report.id(), report.patient(), report.studyInstanceUid(), report.templateId(), counted));
    }

    private Report lock(long id) {
        return reports.lock(id).orElseThrow(() -> new ProblemException(Problem.notFound("report")));
    }

    /** The same for all but a withdrawal: on what was changed behind the program's back nothing is built. */
    private Report lockIntact(long id) {
        Report report = lock(id);
        if (!reports.isIntact(report)) {
            throw Chain.notAsWritten("Report " + id);
        }
        return report;
    }

    /** Puts values into the report if a form of this template can hold them. */
    void write(Report report, Template template, FormValues values) {
        FormValues derived = new Computations(template).apply(values);
        List<FieldProblem> problems = FormValidator.validate(template, derived, Stage.SAVE);
        if (!problems.isEmpty()) {
            throw new ProblemException(FormProblems.refused(FormProblems.fields(problems)));
        }
        report.write(ValuesJson.write(derived).toString());
    }

    /** Takes the step that the table of transitions has for the action. */
    void take(Report report, Action action, String who) {
        ReportState next = checkPossible(report, action);
        report.enter(next, who, clock.instant());
    }

    private static ReportState checkPossible(Report report, Action action) {
        return Transitions.next(report, action)
                .orElseThrow(() -> new ProblemException(Problem.conflict(
                        "not-possible-now",
                        "The report is in a state in which this is not possible",
                        "It is %s, where %s is not possible; possible is: %s."
                                .formatted(
                                        report.state(),
                                        action.id(),
                                        Transitions.possible(report).stream()
                                                .map(Action::id)
                                                .toList()))));
    }

    private void checkContent(Report report, Stage stage, String what) {
        Template template = templates.of(report);
        List<FieldProblem> problems = FormValidator.validate(template, ValuesJson.read(report.formValues()), stage);
        if (!problems.isEmpty()) {
            throw new ProblemException(FormProblems.notReady(what, problems));
        }
    }

    private static void checkNew(VerifyingObserver observer, List<VerifyingObserver> present) {
        if (present.stream().anyMatch(other -> other.name().equals(observer.name()))) {
            throw new ProblemException(Problem.conflict(
                    "verified-already",
                    "This observer has verified the report already",
                    "Nothing is to be done, or another observer verifies it."));
        }
    }

    /** Refuses a change that was made without knowing the newest state, and answers with both sides' work. */
    private static void checkSeen(Report report, OptionalLong expected, Optional<JsonObject> answers) {
        if (expected.isEmpty() || expected.getAsLong() == report.lockVersion()) {
            return;
        }
        JsonObject current = JSON.createObjectBuilder()
                .add("etag", ReportJson.etag(report))
                .add("state", report.state().name())
                .add("editedBy", report.editedBy())
                .add("changedAt", report.changedAt().toString())
                .add("values", ValuesJson.write(ValuesJson.read(report.formValues())))
                .build();
        Problem problem = Problem.of(
                        412,
                        "edited-meanwhile",
                        "Somebody else changed the report in the meantime",
                        "Nothing was saved and nothing is lost: 'current' is the report as it stands, 'yours' what you sent."
                                + " Send what you want to keep with the ETag of 'current'.")
                .with("current", current);
        throw new ProblemException(
                answers.map(mine -> problem.with("yours", mine)).orElse(problem));
    }
}
