package org.confluens.platform.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionPlacesTest {

    private static final InetAddress NAMED = host(1000);

    private final List<String> closed = new ArrayList<>();
    private final ConnectionPlaces places =
            new ConnectionPlaces(new ConnectionPlaces.Limits(1024, 512, 128), NAMED::equals);

    private static InetAddress host(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Optional<ConnectionPlaces.Place> connect(int host, String name) {
        return places.take(host(host), () -> closed.add(name));
    }

    /** Each host opens what it can; how many connections are open in all. */
    private int flood(int hosts, boolean settled) {
        int open = 0;
        for (int round = 0; round < 200; round++) {
            for (int host = 1; host <= hosts; host++) {
                Optional<ConnectionPlaces.Place> place = connect(host, host + ":" + round);
                if (place.isPresent() && settled) {
                    place.get().settle();
                }
                open += place.isPresent() ? 1 : 0;
            }
        }
        return open - closed.size();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 40, 300})
    void leavesPlacesToAHostWithoutAnyAndToANamedOneHoweverManyFlood(int hosts) {
        assertThat(flood(hosts, true)).isLessThanOrEqualTo(896);
        closed.clear();

        assertThat(connect(999, "other").isPresent()).as("a host without any").isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(connect(1000, "named").isPresent()).as("named %d", i).isTrue();
        }
        assertThat(closed).as("what was accepted gives way to nobody").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 40})
    void leavesASecondPlaceToEachOfTwentyNewHostsHoweverManyAreAccepted(int hosts) {
        flood(hosts, true);
        closed.clear();

        for (int host = 2000; host < 2020; host++) {
            for (int i = 0; i < 2; i++) {
                Optional<ConnectionPlaces.Place> place = connect(host, "new");
                assertThat(place).as("%d of host %d", i, host).isPresent();
                place.get().settle();
            }
        }
        assertThat(closed).as("what was accepted gives way to nobody").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 40, 100, 300})
    void givesNobodyMoreThanThreeTimesWhatIsLeft(int hosts) {
        HostShares shares = new HostShares(500, 500, NAMED::equals);
        for (int round = 0; round < 500; round++) {
            for (int host = 1; host <= hosts; host++) {
                shares.take(host(host));
            }
        }
        int taken = 0;
        int most = 0;
        for (int host = 1; host <= hosts; host++) {
            taken += shares.of(host(host));
            most = Math.max(most, shares.of(host(host)));
        }
        assertThat(most).isLessThanOrEqualTo(3 * (500 - 62 - taken));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 300})
    void letsWhatIsOnlyBegunGiveWayToAHostThatHasFewer(int hosts) {
        assertThat(flood(hosts, false)).isLessThanOrEqualTo(896);

        List<ConnectionPlaces.Place> mine = new ArrayList<>();
        mine.add(connect(999, "mine").orElseThrow());
        mine.add(connect(999, "mine").orElseThrow());
        assertThat(closed).doesNotContain("mine");
        flood(hosts, false);
        assertThat(mine).noneMatch(ConnectionPlaces.Place::gaveWay);
    }

    @Test
    void takesTheOldestOfTheHostThatHasMost() {
        ConnectionPlaces few = new ConnectionPlaces(new ConnectionPlaces.Limits(6, 6, 6), NAMED::equals);
        for (String name : List.of("a1", "b1", "b2", "b3", "a2", "c1")) {
            int host = name.charAt(0);
            assertThat(few.take(host(host), () -> closed.add(name))).as(name).isPresent();
        }
        ConnectionPlaces.Place kept =
                few.take(host(999), () -> closed.add("d1")).orElseThrow();

        assertThat(closed).containsExactly("b1");
        assertThat(kept.gaveWay()).isFalse();
        assertThat(few.take(host('b'), () -> closed.add("b5")))
                .as("who has most")
                .isEmpty();
    }

    @Test
    void countsAPlaceOnceThatGaveWayAndIsClosedAfterwards() {
        ConnectionPlaces few = new ConnectionPlaces(new ConnectionPlaces.Limits(3, 3, 3), NAMED::equals);
        List<ConnectionPlaces.Place> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(few.take(host(1), () -> closed.add("1")).orElseThrow());
        }
        few.take(host(2), () -> closed.add("2")).orElseThrow().settle();
        assertThat(open.get(0).gaveWay()).isTrue();

        open.forEach(ConnectionPlaces.Place::close);
        open.forEach(ConnectionPlaces.Place::close);

        for (int i = 0; i < 2; i++) {
            few.take(host(3 + i), () -> closed.add("3")).orElseThrow().settle();
        }
        assertThat(few.take(host(6), () -> closed.add("6")))
                .as("the fourth of three")
                .isEmpty();
    }

    @Test
    void doesNotLetANamedHostGiveWayToAStranger() {
        ConnectionPlaces few = new ConnectionPlaces(new ConnectionPlaces.Limits(3, 3, 3), NAMED::equals);
        for (int i = 0; i < 3; i++) {
            assertThat(few.take(NAMED, () -> closed.add("named"))).isPresent();
        }
        assertThat(few.take(host(1), () -> closed.add("1"))).isEmpty();
        assertThat(closed).isEmpty();
    }
}
