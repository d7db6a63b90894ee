package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.dimse.Caller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedCallersTest {

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "MR1, true",
        "mr1, false",
        "MR1@10.0.0.5, true",
        "MR1@10.0.0.6, false",
        "*@10.0.0.5, true",
        "*@10.0.0.6, false",
        "MR2, false"
    })
    void letsInByTitleAndAddress(String entry, boolean allowed) throws UnknownHostException {
        Caller caller = new Caller(
                "MR1",
                "CONFLUENS",
                InetAddress.getByAddress(new byte[] {10, 0, 0, 5}),
                Optional.empty(),
                Optional.empty());

        assertThat(new AllowedCallers(List.of(entry)).allows(caller)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"CT1, false", "PACS, true"})
    void anyEntryOfTheListSuffices(String title, boolean allowed) {
        Caller caller =
                new Caller(title, "CONFLUENS", InetAddress.getLoopbackAddress(), Optional.empty(), Optional.empty());

        assertThat(new AllowedCallers(List.of("MR1", "PACS@127.0.0.1")).allows(caller))
                .isEqualTo(allowed);
    }
}
