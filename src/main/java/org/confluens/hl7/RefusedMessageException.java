package org.confluens.hl7;

import java.util.Objects;

/** A message that is not carried out; everything that its acknowledgement says. No patient data in the text. */
final class RefusedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** MSA-1: the message can't be handled here at all (AR), or has an error in it (AE). */
    enum Kind {
        AE,
        AR
    }

    /** Error codes of HL7 table 0357. */
    enum Code {
        SEGMENT_SEQUENCE_ERROR("100", "Segment sequence error"),
        REQUIRED_FIELD_MISSING("101", "Required field missing"),
        DATA_TYPE_ERROR("102", "Data type error"),
        TABLE_VALUE_NOT_FOUND("103", "Table value not found"),
        UNSUPPORTED_MESSAGE_TYPE("200", "Unsupported message type"),
        UNSUPPORTED_EVENT_CODE("201", "Unsupported event code"),
        UNSUPPORTED_PROCESSING_ID("202", "Unsupported processing id"),
        UNSUPPORTED_VERSION_ID("203", "Unsupported version id"),
        UNKNOWN_KEY_IDENTIFIER("204", "Unknown key identifier"),
        APPLICATION_RECORD_LOCKED("206", "Application record locked"),
        APPLICATION_INTERNAL_ERROR("207", "Application internal error");

        private final String value;
        private final String meaning;

        Code(String value, String meaning) {
            this.value = value;
            this.meaning = meaning;
        }

        String value() {
            return value;
        }

        String meaning() {
            return meaning;
        }
    }

    private final Kind kind;
    private final Code code;
    private final String location;

    /** @param location ERR-2 as {@code segment^sequence^field^repetition^component}, possibly empty */
    RefusedMessageException(Kind kind, Code code, String location, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
        this.code = Objects.requireNonNull(code);
        this.location = Objects.requireNonNull(location);
    }

    static RefusedMessageException missing(String location, String what) {
        return new RefusedMessageException(Kind.AE, Code.REQUIRED_FIELD_MISSING, location, what + " is missing");
    }

    Kind kind() {
        return kind;
    }

    Code code() {
        return code;
    }

    String location() {
        return location;
    }
}
