package org.confluens.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that confluens.peers replaces, where they are still followed. */
class OldKeysTest {

    private static Caller caller(String title) {
        return new Caller(title, "CONFLUENS", InetAddress.getLoopbackAddress(), Optional.empty(), Optional.empty());
    }

    private static Peers services(String callers, String services) {
        return Peers.of(Settings.of(
                Map.of("confluens.dicom.allowed-callers", callers, "confluens.dicom.caller-services", services)));
    }

    @ParameterizedTest
    @CsvSource({
        // Caller, SOP class, and whether it may use it.
        "MR1,    1.2.840.10008.5.1.4.1.1.4, true",
        "MR1,    1.2.840.10008.5.1.4.31,    false",
        "MR1,    1.2.840.10008.1.1,         true",
        "ANGIO1, 1.2.840.10008.5.1.4.31,    true",
        "ANGIO1, 1.2.840.10008.3.1.2.3.3,   true",
        "ANGIO1, 1.2.840.10008.3.1.2.3.4,   true",
        "ANGIO1, 1.2.840.10008.5.1.4.1.1.4, false",
        "PACS,   1.2.840.10008.1.20.1,      false",
        "PACS,   1.2.840.10008.1.1,         true",
    })
    void letsATitleUseWhatTheSiteSays(String title, String sopClass, boolean allowed) {
        Peers services = services("*", "MR1=storage, ANGIO1=worklist+mpps, *=verification");
        assertThat(services.allows(caller(title), sopClass)).isEqualTo(allowed);
    }

    @Test
    void letsEverybodyUseEverythingByDefault() {
        assertThat(services("*", "").allows(caller("PACS"), UID.StorageCommitmentPushModel))
                .isTrue();
        assertThat(services("*", "MR1=storage").allows(caller("PACS"), UID.ModalityWorklistInformationModelFind))
                .isTrue();
    }

    @Test
    void letsInWhoIsListed() {
        Peers services = services("MR1,PACS@10.0.0.5", "");
        assertThat(services.allows(caller("MR1"))).isTrue();
        assertThat(services.allows(caller("PACS"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MR1", "MR1=", "MR1=print", "=storage", "MR1=storage+", "MR1=storage worklist"})
    void refusesServicesThatAreNone(String services) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> services("*", services))
                .withMessageContaining("confluens.dicom.caller-services");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MR1@", "MR1@10.0.0.0/99", "MR1@host/8", "MR1#"})
    void refusesCallersThatAreNone(String callers) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> services(callers, ""))
                .withMessageContaining("confluens.dicom.allowed-callers");
    }

    @Test
    void neverGiveTheRightToSignOrToRejectOnceServicesAreNamed() {
        Peers peers = services("*", "MR1=storage");
        assertThat(peers.rights(caller("MR1")))
                .containsExactlyInAnyOrder(Right.VERIFICATION, Right.IMAGES, Right.DOCUMENTS);
        assertThat(peers.rights(caller("PACS"))).contains(Right.DOCUMENTS).doesNotContain(Right.SIGN, Right.REJECT);
        assertThat(peers.isOpen(Right.Protocol.DICOM)).isFalse();
    }

    @Test
    void doNotGiveANamedTitleWhatTheOthersMay() {
        Peers peers = services("*", "ANGIO1=worklist,*=storage");
        assertThat(peers.rights(caller("ANGIO1"))).containsExactlyInAnyOrder(Right.VERIFICATION, Right.WORKLIST);
        assertThat(peers.rights(caller("CT1")))
                .containsExactlyInAnyOrder(Right.VERIFICATION, Right.IMAGES, Right.DOCUMENTS);
    }

    @Test
    void beyondLoopbackSayTheNewFormWhereTheyNameNoServices() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Peers.of(Settings.of(Map.of(
                        "confluens.dicom.bind", "0.0.0.0", "confluens.dicom.allowed-callers", "MR1@10.0.0.7,PACS"))))
                .withMessageContaining("confluens.dicom.allowed-callers")
                .withMessageContaining("confluens.peers=MR1@10.0.0.7=images+documents+worklist+mpps; PACS@10.0.0.5=");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Peers.of(Settings.of(Map.of(
                        "confluens.hl7.port", "2575",
                        "confluens.hl7.bind", "0.0.0.0",
                        "confluens.hl7.allowed-senders", "RIS|HOSP@10.0.0.7,HIS"))))
                .withMessageContaining("confluens.peers=RIS|HOSP@10.0.0.7=order+update; HIS|*@10.0.0.5=");
    }

    @Test
    void beyondLoopbackAreFollowedWhereEachCallerIsBoundAndItsServicesAreNamed() {
        Peers peers = Peers.of(Settings.of(Map.of(
                "confluens.dicom.bind", "0.0.0.0",
                "confluens.dicom.allowed-callers", "MR1@127.0.0.1,ANGIO1@10.0.0.0/8",
                "confluens.dicom.caller-services", "MR1=storage,ANGIO1=worklist+mpps")));
        assertThat(peers.rights(caller("MR1"))).contains(Right.IMAGES).doesNotContain(Right.SIGN, Right.REJECT);
        assertThat(peers.rights(caller("ANGIO1"))).as("another host").isEmpty();
    }

    @Test
    void areRefusedBesideTheTable() {
        for (Map.Entry<String, String> old : Map.of(
                        "confluens.dicom.allowed-callers", "MR1",
                        "confluens.dicom.caller-services", "MR1=storage",
                        "confluens.hl7.allowed-senders", "RIS")
                .entrySet()) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> Peers.of(Settings.of(
                            Map.of("confluens.peers", "MR1@10.0.0.7=images", old.getKey(), old.getValue()))))
                    .withMessageContaining("leave those out");
        }
    }
}
