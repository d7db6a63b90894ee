package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.confluens.finding.Examination;
import org.confluens.intake.Studies;
import org.confluens.intake.StudyDetails;
import org.confluens.report.ReportDrafted;
import org.confluens.worklist.StepCanceled;
import org.confluens.worklist.StepCompleted;
import org.confluens.worklist.StepDiscontinued;
import org.confluens.worklist.StepReturned;
import org.confluens.worklist.StepStarted;

/** Moves requests and their flags as the modality reports on the step, or as the images come where it reports nothing. */
@ApplicationScoped
class StepWatch {
    private RequestBook requests;
    private FlagBook flags;
    private Studies studies;
    private VeinMap veins;
    private Clock clock;

    protected StepWatch() {}

    @Inject
    StepWatch(RequestBook requests, FlagBook flags, Studies studies, VeinMap veins, Clock clock) {
        this.requests = requests;
        this.flags = flags;
        this.studies = studies;
        this.veins = veins;
        this.clock = clock;
    }

    @Transactional
    void started(@Observes StepStarted event) {
        requests.ofStep(event.stepId()).ifPresent(request -> start(request, "The modality has begun the step."));
    }

    @Transactional
    void completed(@Observes StepCompleted event) {
        requests.ofStep(event.stepId()).ifPresent(request -> {
            start(request, "The modality has begun the step.");
            request.perform();
        });
    }

    @Transactional
    void discontinued(@Observes StepDiscontinued event) {
        giveBack(
                event.stepId(),
                event.reason().isEmpty()
                        ? "The modality gave the step up."
                        : "The modality gave the step up: " + event.reason());
    }

    /** Whoever takes a step off the worklist takes no finding back: its flags ask for approval again at once. */
    @Transactional
    void canceled(@Observes StepCanceled event) {
        giveBack(event.stepId(), "The step was taken off the worklist.");
    }

    private void giveBack(String stepId, String why) {
        requests.ofStep(stepId)
                .filter(request -> request.state().isOnWorklist())
                .ifPresent(request -> {
                    List<Flag> waiting = flags.of(request);
                    request.end(RequestState.CANCELED, why, clock.instant());
                    requests.release(request, waiting, why);
                });
    }

    /** The modality had begun the wrong step: this one is still to be done. */
    @Transactional
    void returned(@Observes StepReturned event) {
        requests.ofStep(event.stepId())
                .filter(request -> request.state() == RequestState.IN_PROGRESS)
                .ifPresent(request -> {
                    request.waitAgain();
                    flags.of(request).stream()
                            .filter(flag -> flags.allows(flag, FlagEvent.RETURN))
                            .forEach(flag -> flags.change(
                                    flag, FlagEvent.RETURN, FlagBook.SYSTEM, "The modality had begun the wrong step."));
                });
    }

    /** Modalities that send no procedure step reports: the images of the catheter study show that it was made. */
    @Transactional
    void drafted(@Observes ReportDrafted event) {
        if (veins.examination(event.templateId())
                .filter(Examination::isInvasive)
                .isEmpty()) {
            return;
        }
        studies.study(event.studyInstanceUid())
                .ifPresent(study -> requests.ofPatient(event.patient()).stream()
                        .filter(request -> request.state() == RequestState.SCHEDULED)
                        .filter(request -> isMadeFor(study, request))
                        .forEach(request -> start(request, "The images of the study have come.")));
    }

    private boolean isMadeFor(StudyDetails study, ConfirmationRequest request) {
        return request.stepId().filter(study.scheduledStepIds()::contains).isPresent()
                || requests.linkedStudies(request).contains(study.studyInstanceUid());
    }

    private void start(ConfirmationRequest request, String why) {
        if (request.state() != RequestState.SCHEDULED) {
            return;
        }
        request.start();
        flags.of(request).stream()
                .filter(flag -> flags.allows(flag, FlagEvent.START))
                .forEach(flag -> flags.change(flag, FlagEvent.START, FlagBook.SYSTEM, why));
    }
}
