package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionPaceTest {

    private long now = Long.MAX_VALUE - 5;

    @Test
    void anAccountThatLogsInAndOutWithoutEndBeginsFewSessionsInADay() {
        SessionPace pace = new SessionPace(() -> now);
        long begun = 0;
        for (int second = 0; second < 86_400; second++) {
            begun += IntStream.range(0, 5)
                    .filter(i -> pace.take("rita").isEmpty())
                    .count();
            now += 1_000_000_000L;
        }
        assertThat(begun).isBetween(86_400L / 10, 86_400L / 10 + SessionPace.AT_ONCE + 1);
        assertThat(pace.take("sam")).as("another account").isEmpty();
        assertThat(pace.take("rita")).as("ten seconds after the one before").isEmpty();
        assertThat(pace.take("rita").orElseThrow()).isLessThanOrEqualTo(SessionPace.INTERVAL);
        now += SessionPace.INTERVAL.toNanos();
        assertThat(pace.take("rita")).isEmpty();
    }
}
