package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.confluens.worklist.PerformedStepEnded;

/** Takes the end of a performed procedure step for the news that a study is complete, once all its images are here. */
@ApplicationScoped
class MppsSignals {

    private Announcements announcements;

    protected MppsSignals() {}

    @Inject
    MppsSignals(Announcements announcements) {
        this.announcements = announcements;
    }

    void stepEnded(@Observes PerformedStepEnded step) {
        if (step.completed()) {
            step.studyInstanceUids().forEach(study -> announcements.announce(study, step.sopInstanceUids()));
        }
    }
}
