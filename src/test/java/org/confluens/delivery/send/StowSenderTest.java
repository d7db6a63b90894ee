package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.DicomJson;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.web.WebPacs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StowSenderTest {

    private WebPacs pacs;

    @BeforeEach
    void serve() throws IOException {
        pacs = new WebPacs();
    }

    @AfterEach
    void stop() {
        pacs.close();
    }

    @Test
    void settlesEachDocumentByWhatTheServiceSaysOfIt() {
        pacs.answers(
                202,
                DicomJson.write(Dataset.builder()
                        .putItems(Tag.ReferencedSOPSequence, reference("1.2.3.1"))
                        .putItems(
                                Tag.FailedSOPSequence,
                                reference("1.2.3.2").toBuilder()
                                        .putInt(Tag.FailureReason, 0xA700)
                                        .build())
                        .build()));
        Map<String, Meaning> kinds = send(pacs.base(), "1.2.3.1", "1.2.3.2", "1.2.3.3");
        assertThat(kinds)
                .containsExactly(
                        Map.entry("1.2.3.1", Meaning.DELIVERED),
                        Map.entry("1.2.3.2", Meaning.TEMPORARY),
                        Map.entry("1.2.3.3", Meaning.TEMPORARY));
    }

    @ParameterizedTest
    @CsvSource({
        "200, TEMPORARY",
        "202, TEMPORARY",
        "409, TEMPORARY",
        "500, TEMPORARY",
        "507, TEMPORARY",
        "418, TEMPORARY",
        "302, AWAY",
        "401, AWAY",
        "403, AWAY",
        "404, AWAY",
        "405, AWAY",
        "408, AWAY",
        "425, AWAY",
        "429, AWAY",
        "502, AWAY",
        "503, AWAY",
        "504, AWAY",
        "400, PERMANENT",
        "413, PERMANENT",
        "422, PERMANENT",
        "415, NOT_OFFERED",
        "501, NOT_OFFERED"
    })
    void triesAgainByTheHttpStatus(int status, Meaning meaning) {
        pacs.answers(status, "");
        assertThat(send(pacs.base(), "1.2.3.1")).containsEntry("1.2.3.1", meaning);
    }

    /** A proxy's page, a service that answers in XML whatever it is asked for, a broken body: the status is what is left. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "409 | <html><body>no</body></html>",
                "200 | <NativeDicomModel/>",
                "202 | {\"00081199\": {",
                "409 | [1, 2]",
                "200 | not found"
            })
    void goesByTheStatusWhereTheAnswerCannotBeRead(int status, String body) {
        pacs.answers(status, body);
        assertThat(results(pacs.base(), Duration.ofSeconds(5), "1.2.3.1"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.meaning()).isEqualTo(Meaning.TEMPORARY);
                    assertThat(result.status()).hasValue(status);
                    assertThat(result.code()).isEqualTo("HTTP status " + status);
                });
    }

    @Test
    void namesTheServiceWithoutThePassword() {
        pacs.answers(503, "");
        URI base = URI.create(pacs.base().toString().replace("//", "//doe:hush@"));
        assertThat(results(base, Duration.ofSeconds(5), "1.2.3.1"))
                .singleElement()
                .satisfies(result -> assertThat(result.comment())
                        .contains("/dicom-web answered with status 503")
                        .doesNotContain("hush"));
    }

    @ParameterizedTest
    @CsvSource({
        "503, 120, 120",
        "429, 7, 7",
        "500, 30, 30",
        "302, 5, 5",
        "503, '', 0",
        "503, soon, 0",
        "503, -5, 0",
        "503, 1e3, 0",
        "503, 99999999999999999999, 2147483647",
        "503, 'Mon, 01 Jan 2001 00:00:00 GMT', 0"
    })
    void readsHowLongTheServiceAsksToBeLeftAlone(int status, String asked, long seconds) {
        pacs.answers(status, "");
        pacs.asksToWait(asked);
        assertThat(results(pacs.base(), Duration.ofSeconds(5), "1.2.3.1"))
                .singleElement()
                .satisfies(result -> assertThat(result.retryAfter()).hasSeconds(seconds));
    }

    @Test
    void readsATimeByTheClockOfTheService() {
        pacs.answers(503, "");
        pacs.asksToWait(java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC).plusSeconds(90)));
        assertThat(results(pacs.base(), Duration.ofSeconds(5), "1.2.3.1"))
                .singleElement()
                .satisfies(result -> assertThat(result.retryAfter().toSeconds()).isBetween(80L, 91L));
    }

    /** The time-out of the JDK's client ends with the header. */
    @ParameterizedTest
    @CsvSource({"200", "202", "409", "500", "503"})
    @Timeout(20)
    void waitsForNoAnswerThatNeverEnds(int status) {
        pacs.answers(status, "");
        pacs.neverEnds();
        assertThat(results(pacs.base(), Duration.ofMillis(700), "1.2.3.1"))
                .singleElement()
                .satisfies(result -> assertThat(result.meaning()).isIn(Meaning.TEMPORARY, Meaning.AWAY));
    }

    @Test
    void sendsLaterWhenNobodyAnswers() {
        URI gone = pacs.base();
        pacs.close();
        assertThat(send(gone, "1.2.3.1")).containsEntry("1.2.3.1", Meaning.AWAY);
    }

    private static Map<String, Meaning> send(URI base, String... uids) {
        Map<String, Meaning> kinds = new LinkedHashMap<>();
        List<SendResult> results = results(base, Duration.ofSeconds(5), uids);
        for (int i = 0; i < uids.length; i++) {
            kinds.put(uids[i], results.get(i).meaning());
        }
        return kinds;
    }

    private static List<SendResult> results(URI base, Duration timeout, String... uids) {
        List<SendResult> results = new ArrayList<>();
        List<Parcel> parcels =
                java.util.Arrays.stream(uids).map(StowSenderTest::parcel).toList();
        new StowSender(base, timeout).send(parcels, new Sender.Outcome() {
            @Override
            public boolean mayBegin(Parcel parcel) {
                return true;
            }

            @Override
            public void settle(Parcel parcel, SendResult result) {
                results.add(result);
            }
        });
        return results;
    }

    private static Parcel parcel(String uid) {
        Dataset document = Dataset.builder()
                .put(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .put(Tag.SOPInstanceUID, uid)
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.StudyInstanceUID, "1.2.3")
                .build();
        return new Parcel(
                1,
                1,
                Instant.MAX,
                UID.ComprehensiveSRStorage,
                uid,
                "1.2.3",
                DatasetWriter.bytes(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }

    private static Dataset reference(String uid) {
        return Dataset.builder().put(Tag.ReferencedSOPInstanceUID, uid).build();
    }
}
