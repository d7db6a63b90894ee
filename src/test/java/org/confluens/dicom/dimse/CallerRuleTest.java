package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerRuleTest {
    @ParameterizedTest
    @CsvSource({
        "MR1,                MR1, 10.1.2.3,    true",
        "MR1,                MR2, 10.1.2.3,    false",
        "*,                  MR2, 10.1.2.3,    true",
        "MR1@10.1.2.3,       MR1, 10.1.2.3,    true",
        "MR1@10.1.2.3,       MR1, 10.1.2.4,    false",
        "*@10.1.0.0/16,      MR9, 10.1.255.4,  true",
        "*@10.1.0.0/16,      MR9, 10.2.0.1,    false",
        "*@10.1.2.128/25,    MR9, 10.1.2.127,  false",
        "*@10.1.2.128/25,    MR9, 10.1.2.129,  true",
        "*@0.0.0.0/0,        MR9, 10.1.2.129,  true",
        "*@fd00::/8,         MR9, fd12::1,     true",
        "*@fd00::/8,         MR9, 10.1.2.3,    false",
        "*@localhost,        MR9, 127.0.0.1,   true",
        "MR1#CN=MR1,         MR1, 10.1.2.3,    false",
    })
    void matchesByTitleHostAndCertificate(String rule, String title, String address, boolean matches)
            throws UnknownHostException {
        Caller caller =
                new Caller(title, "CONFLUENS", InetAddress.getByName(address), Optional.empty(), Optional.empty());
        assertThat(CallerRule.parse(rule).matches(caller)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@host",
                "MR1@",
                "SEVENTEEN_LETTERS",
                "*@10.0.0.0/33",
                "*@host/8",
                "*@10.0.0.0/x",
                "A#",
                "A#MR1"
            })
    void refusesWhatIsNoRule(String text) {
        assertThatThrownBy(() -> CallerRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PACS@host:104, PACS, host, 104",
        "A B@[::1]:11112, A B, ::1, 11112",
        "PACS@10.0.0.1:1, PACS, 10.0.0.1, 1"
    })
    void parsesRemoteAe(String text, String title, String host, int port) {
        RemoteAe remote = RemoteAe.parse(text);
        assertThat(remote).isEqualTo(new RemoteAe(title, host, port));
        assertThat(RemoteAe.parse(remote.toString())).isEqualTo(remote);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PACS",
                "PACS@host",
                "PACS@host:0",
                "PACS@host:65536",
                "@host:1",
                "PACS@:104",
                "SEVENTEEN_LETTERS@h:1"
            })
    void refusesWhatIsNoRemoteAe(String text) {
        assertThatThrownBy(() -> RemoteAe.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
