package org.confluens.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beyond loopback a list of peers is judged by whom it lets in, whichever way it is written; the same for both protocols. */
class CoverageTest {

    /** Places, each of which with the others of its line lets in nearly everybody; empty for a name without a place. */
    private static final String[] WIDE = {
        "",
        "*",
        " * ",
        "0.0.0.0/0",
        "::/0",
        " 0.0.0.0/0 ",
        "0.0.0.0 / 0",
        "10.1.2.3/0",
        "255.255.255.255/0",
        "0.0.0.0/00",
        "0.0.0.0/000",
        "0:0:0:0:0:0:0:0/0",
        "[::]/0",
        "2001:DB8::/0",
        "fd00::/0",
        "::ffff:0:0/96",
        "::FFFF:0:0/96",
        "::ffff:0.0.0.0/96",
        "0:0:0:0:0:ffff:0:0/96",
        "::ffff:10.0.0.5/96",
        "64:ff9b::/96",
        "64:ff9b::/32",
        "64:ff9b:1::/48",
        "64:ff9b:1:7::/96",
        "64:ff9b:1::/49,64:ff9b:1:8000::/49",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "::/1",
        "8000::/1",
        "2000::/3",
        "64.0.0.0/2",
        "0.0.0.0/6",
        "2000::/8",
        "2001::/16",
        "2002::/16",
        "2400::/12",
        "0.0.0.0/1,128.0.0.0/1",
        "0.0.0.0/1,10.0.0.5,128.0.0.0/1",
        "0.0.0.0/2,64.0.0.0/2,128.0.0.0/2,192.0.0.0/2",
        "::/1,8000::/1",
        "::ffff:0:0/97,::ffff:128.0.0.0/97",
        "8.0.0.0/8,9.0.0.0/8",
        "64:ff9b::/97,64:ff9b::8000:0/97",
        "10.0.0.5,10.0.0.6,*",
        "2001:db8::/32,2001:db9::/32",
        "8.0.0.0/9,8.128.0.0/9,9.0.0.0/24",
    };

    private static final String[] NARROW = {
        "10.0.0.5",
        "10.0.0.0/8",
        "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "fd00::/8",
        "fc00::/7",
        "fe80::/10",
        "2001:db8::/32",
        "8.0.0.0/8",
        "8.0.0.0/9,8.128.0.0/9",
        "8.0.0.0/8,8.1.0.0/16",
        "::ffff:10.0.0.0/104",
        "::ffff:10.0.0.5",
        "[fd00::5]",
        "localhost",
        "127.0.0.0/8",
        "0.0.0.0",
        "::",
        "64:ff9b::a00:0/104",
    };

    /** No places at all: what a system would make an address of by rules of its own, or ask a name server for. */
    private static final String[] NONE = {
        "0/0",
        "0x0/0",
        "0",
        "0.0/0",
        "00.0.0.0/0",
        "face/0",
        "face:/0",
        "any/0",
        "*/0",
        "10.1",
        "167772165",
        "0x0a000005",
        "010.0.0.5",
        "10.0.0.5/-0",
        "10.0.0.5/+8",
        "10.0.0.0/8/8",
        "::ffff:0:0/95",
        "::ffff:0:0/0",
        "10.0.0.256",
        "**",
        "*.example.org",
        "10.0.0.*",
        "10.0.0.1-10.0.0.9",
        "/0",
        "1.2.3.4.5/8",
        "%",
        "10.0.0.0/٨",
    };

    static Stream<String> wide() {
        return Stream.of(WIDE);
    }

    static Stream<String> narrow() {
        return Stream.of(NARROW);
    }

    static Stream<String> none() {
        return Stream.of(NONE);
    }

    /** The list of places, each behind a name of a peer. */
    private static String rows(String places, String name, String rights) {
        return IntStream.range(0, places.split(",", -1).length)
                .mapToObj(i -> {
                    String place = places.split(",", -1)[i];
                    return name.formatted(i) + (place.isEmpty() ? "" : "@" + place) + "=" + rights;
                })
                .collect(Collectors.joining(";"));
    }

    private static Peers dicom(String name, String places) {
        return Peers.of(Settings.of(
                Map.of("confluens.dicom.bind", "0.0.0.0", "confluens.peers", rows(places, name, "images"))));
    }

    private static Peers hl7(String name, String places) {
        return Peers.of(Settings.of(Map.of(
                "confluens.hl7.port", "2575",
                "confluens.hl7.bind", "0.0.0.0",
                "confluens.peers", rows(places, name, "order"))));
    }

    private static Peers old(String name, String places) {
        return Peers.of(Settings.of(Map.of(
                "confluens.dicom.bind",
                "0.0.0.0",
                "confluens.dicom.allowed-callers",
                rows(places, name, "").replace("=;", ";").replaceFirst("=$", ""),
                "confluens.dicom.caller-services",
                "*=storage")));
    }

    @Test
    void isTriedWithManySpellings() {
        assertThat(WIDE).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("wide")
    void refusesDicomCallersFromNearlyAnywhere(String places) {
        for (String name : new String[] {"*", "MR%d", " MR%d "}) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> dicom(name, places))
                    .withMessageContaining("confluens.peers");
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> old(name, places))
                    .withMessageContaining("confluens.dicom.allowed-callers");
        }
    }

    @ParameterizedTest
    @MethodSource("wide")
    void refusesSendersOfHl7FromNearlyAnywhere(String places) {
        for (String name : new String[] {"*|*", "RIS%d|HOSP", " * | HOSP", "RIS%d|*"}) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> hl7(name, places))
                    .withMessageContaining("confluens.peers");
        }
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void takesPeersOfTheHouse(String places) {
        assertThat(dicom("MR%d", places)).isNotNull();
        assertThat(hl7("RIS%d|*", places)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("none")
    void refusesWhatIsNoPlace(String place) {
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> dicom("MR%d", place));
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> hl7("RIS%d|*", place));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Peers.of(Settings.of(Map.of("confluens.peers", "MR1@" + place + "=images"))))
                .withMessageContaining("confluens.peers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#CN=mr,O=TEST", "@*#CN=mr,O=TEST", "@0.0.0.0/0#CN=mr,O=TEST"})
    void takesACallerFromAnywhereThatShowsACertificate(String rest) {
        assertThat(Peers.of(Settings.of(
                        Map.of("confluens.dicom.bind", "0.0.0.0", "confluens.peers", "MR1" + rest + "=images"))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#*", "@*#*", "@0.0.0.0/0#*", " @ 0.0.0.0/0 # * "})
    void countsAnyCertificateAsNone(String rest) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Peers.of(Settings.of(
                        Map.of("confluens.dicom.bind", "0.0.0.0", "confluens.peers", "MR1" + rest + "=images"))))
                .withMessageContaining("confluens.peers");
    }

    @Test
    void refusesToOpenWithoutATable() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Peers.of(Settings.of(Map.of("confluens.dicom.bind", "0.0.0.0"))))
                .withMessageContaining("confluens.dicom.allowed-callers")
                .withMessageContaining("confluens.peers=");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        Peers.of(Settings.of(Map.of("confluens.hl7.port", "2575", "confluens.hl7.bind", "0.0.0.0"))))
                .withMessageContaining("confluens.hl7.allowed-senders")
                .withMessageContaining("confluens.peers=");
    }
}
