package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RepeatedStepTest {

    private final List<Throwable> failures = new ArrayList<>(
            List.of(new NoClassDefFoundError("a class that could not be initialized"), new SQLException("away")));
    private int succeeded;

    private void step() throws SQLException {
        if (failures.isEmpty()) {
            succeeded++;
            return;
        }
        Throwable failure = failures.remove(0);
        if (failure instanceof Error e) {
            throw e;
        }
        throw (SQLException) failure;
    }

    @Test
    void goesOnAfterWhateverFailed() {
        RepeatedStep step = new RepeatedStep(this::step);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            while (succeeded < 2) {
                assertThatCode(step::run).doesNotThrowAnyException();
                Thread.onSpinWait();
            }
        });
        assertThat(failures).isEmpty();
    }
}
