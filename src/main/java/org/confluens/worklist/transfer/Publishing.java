package org.confluens.worklist.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.confluens.worklist.Publications;
import org.confluens.worklist.StepPublisher;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.WorklistWiring;

/** Does what is due, one thing a transaction. */
@ApplicationScoped
public class Publishing {

    private static final Logger LOG = System.getLogger(Publishing.class.getName());

    private Publications publications;
    private StepStore steps;
    private Optional<StepPublisher> publisher = Optional.empty();

    protected Publishing() {}

    @Inject
    Publishing(WorklistWiring wiring, @Any Instance<StepPublisher> publishers) {
        this(
                new Publications(wiring.database(), wiring.clock()),
                new StepStore(wiring.database(), wiring.clock()),
                publishers.stream()
                        .filter(p -> p.kind().equals(wiring.settings().text("confluens.worklist.publish")))
                        .findFirst());
    }

    Publishing(Publications publications, StepStore steps, Optional<StepPublisher> publisher) {
        this.publications = publications;
        this.steps = steps;
        this.publisher = publisher;
    }

    /** Publishes or takes back one step; false when nothing is due. */
    @Transactional
    public boolean publishNext() {
        if (publisher.isEmpty()) {
            return false;
        }
        Optional<Publications.Due> due = publications.claim();
        due.ifPresent(this::publish);
        return due.isPresent();
    }

    private void publish(Publications.Due due) {
        Optional<StepStore.Stored> step = steps.lock(due.studyUid(), due.stepId());
        try {
            if (step.isPresent() && carriedOut(due, step.get())) {
                publications.done(due);
            } else {
                publications.needless(due);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "step {0} could not be published: {1}", due.stepId(), e.getMessage());
            publications.failed(due, String.valueOf(e.getMessage()));
        }
    }

    /**
     * What was asked for may be out of date by now: a step that has ended is not put there any more, unless an earlier try
     * may have put it; one that is to be done again is not taken back.
     *
     * @return false when there was nothing to do
     */
    private boolean carriedOut(Publications.Due due, StepStore.Stored step) throws IOException {
        boolean ended = step.item().state().ended();
        boolean put = due.action() == Publications.Action.PUT;
        if (put && !ended) {
            if (publications.isPut(due.studyUid(), due.stepId())) {
                publisher.orElseThrow().change(step.item());
            } else {
                publisher.orElseThrow().put(step.item());
            }
            steps.published(step.id(), true);
            return true;
        }
        if (put && due.attempts() > 0 || !put && ended && publications.isPut(due.studyUid(), due.stepId())) {
            publisher.orElseThrow().remove(step.item());
            steps.published(step.id(), false);
            return !put;
        }
        return false;
    }
}
