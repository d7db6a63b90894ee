package org.confluens.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final InetAddress NAMED = address("10.0.0.9");

    private final AssociationSlots slots = new AssociationSlots(LIMITS, NAMED::equals);

    private Optional<AssociationSlots.Slot> connect(String host) {
        return slots.connected(address(host), () -> {});
    }

    private static InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void givesOneHostNeverAllConnectionsWhateverItsOwnLimit() {
        int got = 0;
        Optional<AssociationSlots.Slot> next = connect("10.0.0.1");
        while (next.isPresent()) {
            got++;
            if (got <= 5) {
                assertThat(next.get().take()).as("association %d", got).isTrue();
            }
            next = connect("10.0.0.1");
        }
        assertThat(got).as("with five associations and five begun").isEqualTo(10);
        assertThat(connect("10.0.0.2")).isPresent();
    }

    @Test
    void keepsAnAssociationForAHostWithoutOneAndOneForAHostThatIsNamed() {
        for (int i = 0; i < 5; i++) {
            assertThat(connect("10.0.0.1").orElseThrow().take()).isTrue();
        }
        assertThat(connect("10.0.0.1").orElseThrow().take())
                .as("the sixth of one")
                .isFalse();
        assertThat(connect("10.0.0.2").orElseThrow().take()).isTrue();
        assertThat(connect("10.0.0.4").orElseThrow().take()).isTrue();
        assertThat(connect("10.0.0.3").orElseThrow().take()).as("of a stranger").isFalse();
        assertThat(connect("10.0.0.9").orElseThrow().take()).as("of the named").isTrue();
        assertThat(connect("10.0.0.9").orElseThrow().take()).as("nine of eight").isFalse();
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
            assertThat(connect(one)).isPresent();
        }
        assertThat(connect(other).isPresent()).isEqualTo(!together);
    }

    @Test
    void givesBackWhatWasTaken() {
        for (int round = 0; round < 1000; round++) {
            List<AssociationSlots.Slot> open = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                open.add(connect("10.0.0.1").orElseThrow());
                assertThat(open.get(i).take()).isTrue();
            }
            open.forEach(AssociationSlots.Slot::close);
        }
    }
}
