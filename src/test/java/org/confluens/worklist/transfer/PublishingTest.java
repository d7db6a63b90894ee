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
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.Publications;
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
    private boolean broken;
    private WorklistDatabase database;

    private final StepPublisher elsewhere = new StepPublisher() {
        @Override
        public String kind() {
            return "test";
        }

        @Override
        public void put(WorklistItem item) throws IOException {
            if (broken) {
                throw new IOException("not reachable");
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
        Publishing publishing = publishing(later);
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

    private Publications publications(Duration later) {
        return new Publications(database.dataSource(), Clock.offset(WorklistDatabase.CLOCK, later));
    }

    private Publishing publishing(Duration later) {
        return new Publishing(publications(later), database.store(), Optional.of(elsewhere));
    }
}
