package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.confluens.config.Settings;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of a limit sets the limit that it names; what the limits do at their edges is tested where they hold. */
class NetworkLimitsTest {

    static Arguments[] keys() {
        return new Arguments[] {
            key("max-pdu-length", "5000", NetLimits::maxReceivePdu, 5000),
            key("max-contexts", "7", NetLimits::maxContexts, 7),
            key("max-operations", "3", NetLimits::maxOperations, 3),
            key("max-object-size", "9000", NetLimits::maxObject, 9000L << 20),
            key("max-connections", "11", NetLimits::maxConnections, 11),
            key("max-connections-by-host", "15", NetLimits::maxConnectionsByHost, 15),
            key("max-begun-by-host", "14", NetLimits::maxBegunByHost, 14),
            key("max-associations", "12", NetLimits::maxAssociations, 12),
            key("max-associations-by-peer", "13", NetLimits::maxAssociationsPerPeer, 13)
        };
    }

    private static Arguments key(String key, String value, Function<NetLimits, Number> limit, long expected) {
        return Arguments.of("confluens.dicom." + key, value, limit, expected);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void setsTheLimit(String key, String value, Function<NetLimits, Number> limit, long expected) {
        NetLimits limits = DicomListener.limits(Settings.of(Map.of(key, value)));

        assertThat(limit.apply(limits).longValue()).isEqualTo(expected);
        assertThat(limit.apply(DicomListener.limits(Settings.of(Map.of()))).longValue())
                .isNotEqualTo(expected);
    }

    static Arguments[] waits() {
        return new Arguments[] {
            wait("artim-timeout", NetTimeouts::artim),
            wait("tls.handshake-timeout", NetTimeouts::handshake),
            wait("pdu-timeout", NetTimeouts::pdu),
            wait("send-timeout", NetTimeouts::send),
            wait("idle-timeout", NetTimeouts::idle)
        };
    }

    private static Arguments wait(String key, Function<NetTimeouts, Duration> wait) {
        return Arguments.of("confluens.dicom." + key, wait);
    }

    @ParameterizedTest
    @MethodSource("waits")
    void setsTheWait(String key, Function<NetTimeouts, Duration> wait) {
        NetTimeouts set = DicomListener.timeouts(Settings.of(Map.of(key, "77s")));

        assertThat(wait.apply(set)).hasSeconds(77);
        assertThat(Stream.of(set.artim(), set.handshake(), set.pdu(), set.send(), set.idle()))
                .filteredOn(Duration.ofSeconds(77)::equals)
                .hasSize(1);
    }
}
