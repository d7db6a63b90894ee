package org.confluens.delivery.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.confluens.destination.AnswerRule;
import org.confluens.destination.AnswerTable;
import org.confluens.destination.AnswerTable.Service;
import org.confluens.destination.Meaning;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.DimseStatus;

/**
 * What came of sending one document.
 *
 * @param status the DIMSE or HTTP status; empty when no answer came
 * @param comment what the receiver said, or why there is no answer; without patient data
 * @param retryAfter how long the receiver asked to be left alone; zero where it did not say
 */
public record SendResult(Meaning meaning, OptionalInt status, String comment, Duration retryAfter) {

    private static final AnswerTable ANSWERS = AnswerTable.standard();

    /** What came of it, from a receiver that did not say how long to wait. */
    public SendResult(Meaning meaning, OptionalInt status, String comment) {
        this(meaning, status, comment, Duration.ZERO);
    }

    /** The receiver could not be asked. */
    public static SendResult away(String comment) {
        return new SendResult(Meaning.AWAY, OptionalInt.empty(), comment);
    }

    /** The receiver was sent the document and broke off, which may be because of it. */
    public static SendResult brokenOff(String comment) {
        return new SendResult(Meaning.TEMPORARY, OptionalInt.empty(), comment);
    }

    /** The answer to a C-STORE (PS3.4 table B.2-1). */
    public static SendResult of(DimseResponse response) {
        DimseStatus status = response.status();
        return of(
                status,
                ANSWERS.rule(Service.C_STORE, status.toString()),
                response.errorComment().isEmpty() ? "" : ": " + response.errorComment());
    }

    /** The failure reason of an instance in the answer to a STOW-RS request (PS3.18 section 10.5.3). */
    public static SendResult ofReason(int code) {
        DimseStatus status = DimseStatus.of(code & 0xFFFF);
        Optional<AnswerRule> rule = ANSWERS.rule(Service.STOW_RS, status.toString())
                .or(() -> ANSWERS.rule(Service.C_STORE, status.toString()));
        return of(status, rule, "");
    }

    private static SendResult of(DimseStatus status, Optional<AnswerRule> rule, String comment) {
        Meaning meaning = rule.map(AnswerRule::meaning).orElse(Meaning.TEMPORARY);
        String said = status.isSuccess() ? "" : "status " + status + comment;
        return new SendResult(meaning, OptionalInt.of(status.code()), said);
    }

    /** The same, from a receiver that said how long to wait before the next try (RFC 9110 section 10.2.3). */
    public SendResult after(Duration pause) {
        return new SendResult(meaning, status, comment, pause);
    }

    /** An HTTP status that is all there is to go by. */
    public static SendResult ofHttp(int status, String comment) {
        return new SendResult(ANSWERS.meaning(Service.HTTP, Integer.toString(status)), OptionalInt.of(status), comment);
    }
}
