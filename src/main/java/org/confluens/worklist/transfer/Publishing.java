package org.confluens.worklist.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.Optional;
import org.confluens.platform.log.Log;
import org.confluens.worklist.Publications;
import org.confluens.worklist.StepPublisher;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.WorklistWiring;

/** Does what is due elsewhere: what is to be done is noted before, what became of it after. */
@ApplicationScoped
public class Publishing {

    private static final Log LOG = Log.of(Publishing.class);

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

    /** One thing that was begun: another system is told so outside any transaction. */
    record Task(Publications.Due due, Deed deed, StepStore.Stored step) {}

    /** What is to be done with a step elsewhere. */
    enum Deed {
        PUT,
        CHANGE,
        REMOVE
    }

    /**
     * Begins the oldest thing that is due: nobody else does it for a while, even if this process ends before it is done.
     * What is out of date by now is done by doing nothing.
     *
     * @return nothing when nothing is due
     */
    @Transactional
    public Optional<Task> begin() {
        if (publisher.isEmpty()) {
            return Optional.empty();
        }
        for (Optional<Publications.Due> due = publications.claim(); due.isPresent(); due = publications.claim()) {
            Optional<Task> task = task(due.get());
            if (task.isPresent()) {
                publications.begun(due.get());
                return task;
            }
            publications.needless(due.get());
        }
        return Optional.empty();
    }

    private Optional<Task> task(Publications.Due due) {
        return steps.lock(due.studyUid(), due.stepId())
                .flatMap(step -> deed(due, step).map(deed -> new Task(due, deed, step)));
    }

    /**
     * What was asked for may be out of date by now: a step that has ended is not put there any more, unless an earlier try
     * may have put it; one that is to be done again is not taken back.
     */
    private Optional<Deed> deed(Publications.Due due, StepStore.Stored step) {
        boolean ended = step.item().state().ended();
        boolean put = due.action() == Publications.Action.PUT;
        boolean there = publications.isPut(due.studyUid(), due.stepId());
        if (put && !ended) {
            return Optional.of(there ? Deed.CHANGE : Deed.PUT);
        }
        boolean takenBack = put ? due.attempts() > 0 : ended && there;
        return takenBack ? Optional.of(Deed.REMOVE) : Optional.empty();
    }

    /**
     * Tells the other system, which may take its time: no transaction waits for it.
     *
     * @return the problem, if there was one
     */
    public Optional<String> carryOut(Task task) {
        StepPublisher there = publisher.orElseThrow();
        try {
            switch (task.deed()) {
                case PUT -> there.put(task.step().item());
                case CHANGE -> there.change(task.step().item());
                case REMOVE -> there.remove(task.step().item());
            }
            return Optional.empty();
        } catch (IOException e) {
            LOG.warning("step {0} could not be published: {1}", task.due().stepId(), e);
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Notes that a thing was done, or when to try again. */
    @Transactional
    public void end(Task task, Optional<String> problem) {
        if (problem.isPresent()) {
            publications.failed(task.due(), problem.get());
            return;
        }
        steps.published(task.step().id(), task.deed() != Deed.REMOVE);
        boolean asAsked = task.due().action() == Publications.Action.PUT ^ task.deed() == Deed.REMOVE;
        if (asAsked) {
            publications.done(task.due());
        } else {
            publications.needless(task.due());
        }
    }
}
