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
 * @param status the DIMSE or HTTP status; empty when the answer had none, or none came
 * @param code the same as the standard writes it, or what there is instead: for logs, since no receiver chooses its words
 * @param comment what the receiver said, or why there is no answer; without patient data
 * @param retryAfter how long the receiver asked to be left alone; zero where it did not say
 */
public record SendResult(Meaning meaning, OptionalInt status, String code, String comment, Duration retryAfter) {

    private static final AnswerTable ANSWERS = AnswerTable.standard();

    private static final String NO_ANSWER = "no answer";

    /** What is known without a status. */
    public static SendResult of(Meaning meaning, String code, String comment) {
        return new SendResult(meaning, OptionalInt.empty(), code, comment, Duration.ZERO);
    }

    /** The receiver could not be asked. */
    public static SendResult away(String comment) {
        return of(Meaning.AWAY, NO_ANSWER, comment);
    }

    /** The receiver was sent the document and broke off, or never answered, which may be because of it. */
    public static SendResult brokenOff(String comment) {
        return of(Meaning.TEMPORARY, NO_ANSWER, comment);
    }

    /** The same, of a receiver that does not work with anything else either: the document is not to blame for its silence. */
    public SendResult amongFailures() {
        return meaning == Meaning.TEMPORARY && code.equals(NO_ANSWER) ? away(comment) : this;
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
        String code = "status " + status;
        String said = status.isSuccess() ? "" : code + comment;
        return new SendResult(meaning, OptionalInt.of(status.code()), code, said, Duration.ZERO);
    }

    /** The same, from a receiver that said how long to wait before the next try (RFC 9110 section 10.2.3). */
    public SendResult after(Duration pause) {
        return new SendResult(meaning, status, code, comment, pause);
    }

    /** An HTTP status that is all there is to go by. */
    public static SendResult ofHttp(int status, String comment) {
        return ofHttp(ANSWERS.meaning(Service.HTTP, Integer.toString(status)), status, comment);
    }

    /** The instance is stored. */
    public static SendResult stored(int httpStatus) {
        return ofHttp(Meaning.DELIVERED, httpStatus, "");
    }

    private static SendResult ofHttp(Meaning meaning, int status, String comment) {
        return new SendResult(meaning, OptionalInt.of(status), "HTTP status " + status, comment, Duration.ZERO);
    }
}
