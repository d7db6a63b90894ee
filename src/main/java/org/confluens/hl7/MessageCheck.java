package org.confluens.hl7;

import java.util.Optional;
import java.util.regex.Pattern;
import org.confluens.hl7.RefusedMessageException.Code;
import org.confluens.hl7.RefusedMessageException.Kind;

/** What must be right about a message before anybody reads its segments. */
final class MessageCheck {

    private static final Pattern BATCH = Pattern.compile("(FHS|BHS)\\W.*", Pattern.DOTALL);
    private static final Pattern ANOTHER_HEADER = Pattern.compile("\r(MSH|BHS|FHS)\\W");

    private MessageCheck() {}

    /** @throws RefusedMessageException with AR: the message is not one that is taken here */
    static void check(MessageText received, Header header, String message) throws RefusedMessageException {
        Optional<RefusedMessageException> refusal = structure(header, message).or(() -> content(received, header));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private static Optional<RefusedMessageException> structure(Header header, String message) {
        if (BATCH.matcher(message).matches()) {
            return refused(
                    Code.SEGMENT_SEQUENCE_ERROR,
                    "",
                    "A batch (FHS, BHS) is not taken here; send each message in a frame of its own");
        }
        if (header.messageType().isEmpty()) {
            return refused(Code.SEGMENT_SEQUENCE_ERROR, "MSH^1", "The message does not begin with a header (MSH)");
        }
        if (ANOTHER_HEADER.matcher(message).find()) {
            return refused(
                    Code.SEGMENT_SEQUENCE_ERROR,
                    "MSH^2",
                    "The frame holds more than one message; send each in a frame of its own");
        }
        return Delimiters.of(message).isPresent()
                ? Optional.empty()
                : refused(
                        Code.DATA_TYPE_ERROR, "MSH^1^2", "The encoding characters (MSH-2) are not four different ones");
    }

    private static Optional<RefusedMessageException> content(MessageText received, Header header) {
        if (header.controlId().isEmpty()) {
            return refused(Code.REQUIRED_FIELD_MISSING, "MSH^1^10", "The message control id (MSH-10) is missing");
        }
        if (!received.knownCharset()) {
            return refused(Code.TABLE_VALUE_NOT_FOUND, "MSH^1^18", "The character set (MSH-18) is not known here");
        }
        if (!header.version().startsWith("2.")) {
            return refused(Code.UNSUPPORTED_VERSION_ID, "MSH^1^12", "Only version 2 of HL7 is taken here");
        }
        return Optional.empty();
    }

    private static Optional<RefusedMessageException> refused(Code code, String location, String message) {
        return Optional.of(new RefusedMessageException(Kind.AR, code, location, message));
    }
}
