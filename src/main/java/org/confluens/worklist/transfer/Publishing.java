package org.confluens.worklist.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.confluens.destination.Breaker;
import org.confluens.destination.Meaning;
import org.confluens.platform.log.Log;
import org.confluens.worklist.Publications;
import org.confluens.worklist.StepNotTakenException;
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
    private Breaker breaker;
    private Duration giveUpAfter = Duration.ZERO;

    protected Publishing() {}

    @Inject
    Publishing(WorklistWiring wiring, @Any Instance<StepPublisher> publishers) {
        this(
                new Publications(wiring.database(), wiring.clock()),
                new StepStore(wiring.database(), wiring.clock()),
                publishers.stream()
                        .filter(p -> p.kind().equals(wiring.settings().text("confluens.worklist.publish")))
                        .findFirst(),
                new Breaker(wiring.clock(), () -> ThreadLocalRandom.current().nextLong()),
                wiring.settings().duration("confluens.delivery.give-up-after"));
    }

    Publishing(
            Publications publications,
            StepStore steps,
            Optional<StepPublisher> publisher,
            Breaker breaker,
            Duration giveUpAfter) {
        this.publications = publications;
        this.steps = steps;
        this.publisher = publisher;
        this.breaker = breaker;
        this.giveUpAfter = giveUpAfter;
    }

    /** What went wrong, and what it means. */
    record Failure(Meaning meaning, String problem) {}

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
     * What is out of date by now is done by doing nothing. While the other system does not work, it is one probe at a time.
     *
     * @return nothing when nothing is due
     */
    @Transactional
    public Optional<Task> begin() {
        Breaker.Permit permit = publisher.isEmpty() ? Breaker.Permit.NONE : breaker.permit();
        for (Optional<Publications.Due> due = claim(permit); due.isPresent(); due = claim(permit)) {
            Optional<Task> task = task(due.get());
            if (task.isPresent()) {
                publications.begun(due.get());
                return task;
            }
            publications.needless(due.get());
        }
        if (permit == Breaker.Permit.PROBE) {
            breaker.unused();
        }
        return Optional.empty();
    }

    private Optional<Publications.Due> claim(Breaker.Permit permit) {
        return switch (permit) {
            case ALL -> publications.claim();
            case PROBE -> publications.claimProbe();
            case NONE -> Optional.empty();
        };
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
     * @return what went wrong, if anything did
     */
    public Optional<Failure> carryOut(Task task) {
        StepPublisher there = publisher.orElseThrow();
        try {
            switch (task.deed()) {
                case PUT -> there.put(task.step().item());
                case CHANGE -> there.change(task.step().item());
                case REMOVE -> there.remove(task.step().item());
            }
            return Optional.empty();
        } catch (StepNotTakenException e) {
            return Optional.of(failure(task, e.meaning(), e));
        } catch (IOException e) {
            return Optional.of(failure(task, Meaning.AWAY, e));
        }
    }

    private Failure failure(Task task, Meaning meaning, IOException cause) {
        if (breaker.condition().failingSince().isEmpty()) {
            LOG.warning("step {0} could not be published: {1}", task.due().stepId(), cause);
        }
        return new Failure(meaning, String.valueOf(cause.getMessage()));
    }

    /** Notes that a thing was done, or when to try again. */
    @Transactional
    public void end(Task task, Optional<Failure> failure) {
        if (failure.isPresent()) {
            failed(task, failure.get());
            return;
        }
        works();
        steps.published(task.step().id(), task.deed() != Deed.REMOVE);
        boolean asAsked = task.due().action() == Publications.Action.PUT ^ task.deed() == Deed.REMOVE;
        if (asAsked) {
            publications.done(task.due());
        } else {
            publications.needless(task.due());
        }
    }

    /** How what is still to be published stands. */
    @Transactional
    public Publications.Figures figures() {
        return publications.figures();
    }

    private void failed(Task task, Failure failure) {
        String step = Long.toString(task.step().id());
        switch (failure.meaning()) {
            case PERMANENT, NOT_OFFERED -> {
                publications.refusedForGood(task.due(), failure.problem());
                works();
            }
            case AWAY -> {
                publications.failed(task.due(), failure.problem());
                breaker.unreachable(failure.problem());
            }
            case DELIVERED, TEMPORARY, LOST -> {
                publications.refused(task.due(), failure.problem(), giveUpAfter);
                breaker.failed(step, failure.problem());
            }
        }
    }

    private void works() {
        if (breaker.works()) {
            LOG.info("the system that serves the worklist works again; all that waits is published");
            publications.allDue();
        }
    }
}
