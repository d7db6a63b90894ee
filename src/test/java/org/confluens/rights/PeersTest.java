package org.confluens.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.dimse.Caller;
import org.confluens.rights.Right.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row of the table of peers gives, and to whom. */
class PeersTest {

    private static Peers peers(String rows) {
        return Peers.of(Settings.of(Map.of("confluens.peers", rows)));
    }

    private static Caller caller(String title, String address) throws UnknownHostException {
        return new Caller(title, "CONFLUENS", InetAddress.getByName(address), Optional.empty(), Optional.empty());
    }

    private static String words(Set<Right> rights) {
        return rights.stream().map(Right::word).sorted().collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        // Caller, address, and what it may do.
        "MR1,    10.0.0.7,  'images verification'",
        "MR1,    10.0.0.8,  ''",
        "mr1,    10.0.0.7,  ''",
        "ANGIO1, 10.1.2.3,  'images mpps verification worklist'",
        "ANGIO1, 10.2.2.3,  'images verification'",
        "OTHER,  10.2.0.1,  'images verification'",
        "OTHER,  10.1.0.1,  ''",
        "PACS,   10.0.0.9,  'commitment documents reject sign verification'",
        "PACS,   10.0.0.10, ''",
        "ECHO,   10.0.0.9,  'verification'",
        "SIX,    2001:db8::7, 'documents verification'",
        "SIX,    2001:db9::7, ''",
    })
    void givesACallerWhatTheRowsThatNameItSayTogether(String title, String address, String rights)
            throws UnknownHostException {
        Peers peers = peers(
                "MR1@10.0.0.7=images; ANGIO1@10.1.0.0/16 = images + worklist+mpps;*@10.2.0.0/16=images;"
                        + " PACS@10.0.0.9=sign+reject ;PACS@10.0.0.9=commitment; ECHO@10.0.0.9=verification;SIX@2001:db8::/32=documents;");
        assertThat(words(peers.rights(caller(title, address)))).isEqualTo(rights);
        assertThat(peers.allows(caller(title, address))).isEqualTo(!rights.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.1,              VERIFICATION",
        "1.2.840.10008.5.1.4.1.1.4,      IMAGES",
        "1.2.840.10008.5.1.4.1.1.104.1,  IMAGES",
        "1.2.3.4.5,                      IMAGES",
        "1.2.840.10008.5.1.4.1.1.88.33,  DOCUMENTS",
        "1.2.840.10008.5.1.4.1.1.88.59,  DOCUMENTS",
        "1.2.840.10008.5.1.4.31,         WORKLIST",
        "1.2.840.10008.3.1.2.3.3,        MPPS",
        "1.2.840.10008.3.1.2.3.4,        MPPS",
        "1.2.840.10008.1.20.1,           COMMITMENT",
        "1.2.840.10008.5.1.4.33,         AVAILABILITY",
    })
    void knowsTheRightThatASopClassTakes(String sopClass, Right right) throws UnknownHostException {
        assertThat(Right.of(sopClass)).isEqualTo(right);
        Peers one = peers("A@127.0.0.1=" + right.word());
        assertThat(one.allows(caller("A", "127.0.0.1"), sopClass)).isTrue();
        String others = Arrays.stream(Right.values())
                .filter(other -> other.protocol() == Protocol.DICOM && other != right && other != Right.VERIFICATION)
                .filter(other -> right != Right.DOCUMENTS || !Right.CLINICAL.contains(other))
                .map(Right::word)
                .collect(Collectors.joining("+"));
        assertThat(peers("A@127.0.0.1=" + others).allows(caller("A", "127.0.0.1"), sopClass))
                .isEqualTo(right == Right.VERIFICATION);
    }

    @ParameterizedTest
    @CsvSource({
        "*|*,                      10.1.2.3, HIS|HOSP,            true",
        "HIS|*,                    10.1.2.3, HIS|HOSP,            true",
        "HIS|*,                    10.1.2.3, RIS|HOSP,            false",
        "HIS|*,                    10.1.2.3, his|HOSP,            false",
        "HIS|HOSP,                 10.1.2.3, HIS|HOSP,            true",
        "HIS|HOSP,                 10.1.2.3, HIS|OTHER,           false",
        "HIS|HOSP,                 10.1.2.3, HIS|,                false",
        "*|HOSP,                   10.1.2.3, RIS|HOSP,            true",
        "HIS|HOSP@10.1.0.0/16,     10.1.2.3, HIS|HOSP,            true",
        "HIS|HOSP@10.1.0.0/16,     10.2.2.3, HIS|HOSP,            false",
        "HIS|HOSP@10.1.2.3,        10.1.2.3, HIS|HOSP,            true",
        "HIS|HOSP@10.1.2.3,        10.1.2.4, HIS|HOSP,            false",
        "*|*@2001:db8::/32,        2001:db8::7, HIS|HOSP,         true",
        "*|*@2001:db8::/32,        10.1.2.3, HIS|HOSP,            false",
        "HIS|HOSP,                 10.1.2.3, HIS^1.2.3^ISO|HOSP,  true",
        "HIS^1.2.3^ISO|HOSP,       10.1.2.3, HIS^1.2.3^ISO|HOSP,  true",
        "HIS^1.2.3^ISO|HOSP,       10.1.2.3, HIS|HOSP,            false",
    })
    void knowsASenderByItsNameAndPlace(String rule, String from, String sender, boolean allowed)
            throws UnknownHostException {
        String[] names = sender.split("\\|", 2);
        Sender named = new Sender(InetAddress.getByName(from), names[0], names[1], '^');
        assertThat(peers(rule + "=order+merge").rights(named))
                .isEqualTo(allowed ? Set.of(Right.ORDER, Right.MERGE) : Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MR1@10.0.0.7",
                "MR1@10.0.0.7=",
                "MR1@10.0.0.7=all",
                "MR1@10.0.0.7=*",
                "MR1@10.0.0.7=images worklist",
                "MR1@10.0.0.7=images+",
                "MR1@10.0.0.7=IMAGES",
                "MR1@10.0.0.7=order",
                "RIS|HOSP@10.0.0.7=images",
                "RIS|HOSP@10.0.0.7=sign",
                "RIS@10.0.0.7=order",
                "=images",
                "@10.0.0.7=images",
                "MR1@=images",
                "MR1#=images",
                "SEVENTEEN_LETTERS@10.0.0.7=images",
                "MR1@10.0.0.0/33=images",
                "MR1@host/8=images",
                "RIS|HOSP|X@10.0.0.7=order",
                "RIS|HOSP@10.0.0.7@10.0.0.8=order",
                "RIS|@10.0.0.7=order",
                // Who may sign or reject is one host or has a certificate.
                "PACS=sign",
                "PACS=reject",
                "*=sign",
                "PACS@*=sign",
                "PACS@10.0.0.0/24=sign",
                "PACS@10.0.0.0/31=images+reject",
                "PACS@0.0.0.0/0=reject",
                "PACS@::/0=sign",
                "PACS@fd00::/127=sign",
                "PACS#*=sign",
            })
    void refusesARowThatIsNone(String row) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> peers("CT1@10.0.0.1=images;" + row))
                .withMessageContaining("confluens.peers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PACS@10.0.0.5=sign",
                "PACS@10.0.0.5/32=sign+reject",
                "PACS@pacs.example.org=reject",
                "PACS@fd00::5/128=sign",
                "PACS#CN=pacs,O=TEST=sign",
                "*@10.0.0.0/8#CN=pacs,O=TEST=images+reject",
            })
    void takesSignersThatAreBoundToOneHostOrACertificate(String row) {
        assertThat(peers(row).isOpen(Protocol.DICOM)).isFalse();
    }

    @Test
    void letsEverybodyDoEverythingWhereNothingIsSaidOnLoopback() throws UnknownHostException {
        assertThat(Peers.of(Settings.of(Map.of())).isOpen(Protocol.HL7))
                .as("not listening")
                .isFalse();
        Peers peers = Peers.of(Settings.of(Map.of("confluens.hl7.port", "2575")));
        assertThat(peers.isOpen(Protocol.DICOM)).isTrue();
        assertThat(peers.isOpen(Protocol.HL7)).isTrue();
        assertThat(peers.rights(caller("ANY", "127.0.0.1"))).isEqualTo(Protocol.DICOM.rights());
        assertThat(peers.rights(new Sender(InetAddress.getLoopbackAddress(), "X", "", '^')))
                .isEqualTo(Protocol.HL7.rights());
    }

    @Test
    void givesNobodyARightThatTheTableDoesNotName() throws UnknownHostException {
        Peers peers = peers("RIS|HOSP@10.0.0.7=order");
        assertThat(peers.isOpen(Protocol.DICOM)).isFalse();
        assertThat(peers.isOpen(Protocol.HL7)).isFalse();
        assertThat(peers.rights(caller("ANY", "127.0.0.1"))).isEmpty();
    }
}
