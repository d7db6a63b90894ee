package org.confluens.worklist.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.confluens.destination.Breaker;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.Publications;
import org.confluens.worklist.StepNotTakenException;
import org.confluens.worklist.StepPublisher;
import org.confluens.worklist.StepState;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.WorklistItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishingTest {

    private final List<String> seen = new ArrayList<>();
    private final Breaker breaker = new Breaker(WorklistDatabase.CLOCK, new Random(42));
    private boolean broken;
    private Optional<Meaning> refusal = Optional.empty();
    private int tries;
    private WorklistDatabase database;

    private final StepPublisher elsewhere = new StepPublisher() {
        @Override
        public String kind() {
            return "test";
        }

        @Override
        public void put(WorklistItem item) throws IOException {
            tries++;
            if (broken) {
                throw new IOException("not reachable");
            }
            if (refusal.isPresent()) {
                throw new StepNotTakenException(refusal.get(), "answered");
            }
            seen.add("put " + item.stepId());
        }

        @Override
        public void remove(WorklistItem item) {
            seen.add("remove " + item.stepId());
        }
    };

    @BeforeEach
    void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
        database.store().add(ItemBuilder.item().build(), "TEST");
    }

    @AfterEach
    void closeDatabase() throws Exception {
        database.close();
    }

    @Test
    void publishesEachThingOnceInOrder() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        publishAll(Duration.ZERO);
        end();
        publications(Duration.ZERO).add(Publications.Action.REMOVE, "2.25.1", "SPS1");

        publishAll(Duration.ZERO);
        publishAll(Duration.ZERO);
        assertThat(seen).containsExactly("put SPS1", "remove SPS1");
    }

    @Test
    void doesNotPutAStepThatHasEndedInTheMeantime() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        end();
        publications(Duration.ZERO).add(Publications.Action.REMOVE, "2.25.1", "SPS1");
        publishAll(Duration.ZERO);

        assertThat(seen).isEmpty();
    }

    @Test
    void takesBackAStepThatAFailedTryMayHavePut() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        broken = true;
        publishAll(Duration.ZERO);
        end();
        publications(Duration.ZERO).add(Publications.Action.REMOVE, "2.25.1", "SPS1");
        publishAll(Duration.ofSeconds(1));
        assertThat(seen).as("not before the first wish").isEmpty();
        broken = false;
        publishAll(Duration.ofSeconds(6));

        assertThat(seen).containsExactly("remove SPS1");
    }

    @Test
    void notesWhichStepsAnotherSystemServes() throws Exception {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        broken = true;
        publishAll(Duration.ZERO);
        assertThat(isPublished()).isFalse();
        broken = false;
        publishAll(Duration.ofSeconds(6));
        assertThat(isPublished()).isTrue();
    }

    private void publishAll(Duration later) {
        publishAll(later, new Breaker(WorklistDatabase.CLOCK, new Random(42)));
    }

    private void publishAll(Duration later, Breaker of) {
        Publishing publishing = publishing(later, of);
        Optional<Publishing.Task> task = publishing.begin();
        while (task.isPresent()) {
            publishing.end(task.get(), publishing.carryOut(task.get()));
            assertThat(seen).hasSizeLessThan(10);
            task = publishing.begin();
        }
    }

    private void end() {
        StepStore store = database.store();
        store.changeState(store.find("2.25.1", "SPS1").orElseThrow().id(), StepStore.open(), StepState.CANCELED);
    }

    private boolean isPublished() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement("select published from worklist_step");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Test
    void triesAgainLaterWhenItFails() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        broken = true;

        publishAll(Duration.ZERO);
        broken = false;
        publishAll(Duration.ofSeconds(1));
        assertThat(seen).as("not yet").isEmpty();
        publishAll(Duration.ofSeconds(6));
        assertThat(seen).containsExactly("put SPS1");
    }

    @Test
    void aPersonSeesWhatFailsAndHasItTriedAtOnce() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        broken = true;
        publishAll(Duration.ZERO);
        List<Publications.Waiting> waiting = publications(Duration.ZERO).waiting(10);
        assertThat(waiting).singleElement().satisfies(one -> {
            assertThat(one.stepId()).isEqualTo("SPS1");
            assertThat(one.attempts()).isEqualTo(1);
            assertThat(one.problem()).isEqualTo("not reachable");
        });

        broken = false;
        assertThat(publications(Duration.ZERO).tryAgain(waiting.get(0).id())).isTrue();
        publishAll(Duration.ZERO);

        assertThat(seen).containsExactly("put SPS1");
        assertThat(publications(Duration.ZERO).waiting(10)).isEmpty();
        assertThat(publications(Duration.ZERO).tryAgain(waiting.get(0).id())).isFalse();
    }

    @Test
    void doesNotWaitForATimeThatAClockSetBackLeftFarOff() {
        publications(Duration.ofHours(1)).add(Publications.Action.PUT, "2.25.1", "SPS1");

        publishAll(Duration.ZERO);
        assertThat(seen).containsExactly("put SPS1");
    }

    @Test
    void leavesWhatWasBegunToWhoBeganItUntilHeMustHaveEnded() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        assertThat(publishing(Duration.ZERO).begin()).isPresent();

        publishAll(Duration.ofMinutes(4));
        assertThat(seen).isEmpty();
        publishAll(Duration.ofMinutes(6));
        assertThat(seen).containsExactly("put SPS1");
    }

    @Test
    void takesBackAStepThatAnInterruptedTryMayHavePut() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        assertThat(publishing(Duration.ZERO).begin()).isPresent();
        end();
        publications(Duration.ZERO).add(Publications.Action.REMOVE, "2.25.1", "SPS1");
        publishAll(Duration.ofMinutes(6));

        assertThat(seen).containsExactly("remove SPS1");
    }

    @Test
    void triesATemporaryRefusalAgainForHoursAndThenGivesUp() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        refusal = Optional.of(Meaning.TEMPORARY);
        for (int hour = 0; hour < 72; hour++) {
            publishAll(Duration.ofHours(hour));
            assertThat(only().refused()).isFalse();
        }
        publishAll(Duration.ofHours(72));
        assertThat(only().refused()).isTrue();
        refusal = Optional.empty();
        publishAll(Duration.ofHours(80));
        assertThat(seen).isEmpty();

        assertThat(publications(Duration.ofHours(80)).tryRefusedAgain()).isEqualTo(1);
        publishAll(Duration.ofHours(80));
        assertThat(seen).containsExactly("put SPS1");
    }

    @Test
    void waitsWithoutEndForASystemThatCannotBeReached() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        broken = true;
        for (int day = 0; day < 100; day++) {
            publishAll(Duration.ofDays(day));
        }
        assertThat(only().refused()).isFalse();
        broken = false;
        publishAll(Duration.ofDays(100));
        assertThat(seen).containsExactly("put SPS1");
    }

    @Test
    void goesOnWithTheStepWhenSomethingBeforeWasRefusedForGood() {
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        refusal = Optional.of(Meaning.PERMANENT);
        publishAll(Duration.ZERO);
        assertThat(only().refused()).isTrue();
        assertThat(only().problem()).isEqualTo("answered");
        refusal = Optional.empty();
        publications(Duration.ZERO).add(Publications.Action.PUT, "2.25.1", "SPS1");
        publishAll(Duration.ZERO);
        assertThat(seen).containsExactly("put SPS1");
    }

    @Test
    void probesASystemThatDoesNotWorkAndPublishesAllAtOnceWhenItDoes() throws Exception {
        for (int step = 2; step <= 9; step++) {
            database.store()
                    .add(
                            ItemBuilder.item()
                                    .with(Tag.StudyInstanceUID, "2.25." + step)
                                    .build(),
                            "TEST");
        }
        for (int step = 1; step <= 9; step++) {
            publications(Duration.ZERO).add(Publications.Action.PUT, "2.25." + step, "SPS1");
        }
        broken = true;
        publishAll(Duration.ZERO, breaker);
        publishAll(Duration.ZERO, breaker);
        assertThat(tries).as("the others wait").isEqualTo(3);
        broken = false;
        breaker.probeNow();
        publishAll(Duration.ZERO, breaker);
        assertThat(seen).hasSize(9);
    }

    private Publications.Waiting only() {
        List<Publications.Waiting> waiting = publications(Duration.ZERO).waiting(10);
        assertThat(waiting).hasSize(1);
        return waiting.get(0);
    }

    private Publishing publishing(Duration later, Breaker of) {
        return new Publishing(publications(later), database.store(), Optional.of(elsewhere), of, Duration.ofHours(72));
    }

    private Publications publications(Duration later) {
        return new Publications(database.dataSource(), Clock.offset(WorklistDatabase.CLOCK, later));
    }

    private Publishing publishing(Duration later) {
        return publishing(later, new Breaker(WorklistDatabase.CLOCK, new Random(42)));
    }
}
