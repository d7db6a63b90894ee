package org.confluens.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssociationSlotsTest {

    private static final NetLimits LIMITS = NetLimits.defaults().toBuilder()
            .maxConnections(16)
            .maxConnectionsByHost(16)
            .maxBegunByHost(5)
            .maxAssociations(8)
            .maxAssociationsPerPeer(8)
            .build();

    private final AssociationSlots slots = new AssociationSlots(LIMITS);

    private static InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void givesOneHostNeverAllConnectionsWhateverItsOwnLimit() {
        InetAddress host = address("10.0.0.1");
        int got = 0;
        while (slots.connected(host) && got < 100) {
            got++;
            if (got <= 6) {
                assertThat(slots.slot(host).take()).isTrue();
            }
        }
        assertThat(got).as("with six associations and five begun").isEqualTo(11);
        assertThat(slots.connected(address("10.0.0.2"))).isTrue();
    }

    @Test
    void givesOneHostNeverAllAssociations() {
        InetAddress host = address("10.0.0.1");
        int got = 0;
        while (slots.slot(host).take()) {
            got++;
        }
        assertThat(got).isEqualTo(6);
        assertThat(slots.slot(address("10.0.0.2")).take()).isTrue();
        assertThat(slots.slot(address("10.0.0.2")).take()).isTrue();
        assertThat(slots.slot(address("10.0.0.2")).take()).as("nine of eight").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "::ffff:10.0.0.1, 10.0.0.1, true",
        "2001:db8::1, 2001:db8::ffff:1, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, false"
    })
    void countsTheAddressesOfOneMachineTogether(String one, String other, boolean together) {
        for (int i = 0; i < LIMITS.maxBegunByHost(); i++) {
            assertThat(slots.connected(address(one))).isTrue();
        }
        assertThat(slots.connected(address(other))).isEqualTo(!together);
    }

    @Test
    void givesBackWhatWasTaken() {
        InetAddress host = address("10.0.0.1");
        for (int round = 0; round < 1000; round++) {
            for (int i = 0; i < 5; i++) {
                assertThat(slots.connected(host)).isTrue();
                try (AssociationSlots.Slot slot = slots.slot(host)) {
                    assertThat(slot.take()).isTrue();
                }
            }
            for (int i = 0; i < 5; i++) {
                slots.disconnected(host);
            }
        }
    }
}
