package org.confluens.dicom.net;

/** The acceptor's answer to one presentation context, PS3.8 section 9.3.3.2. */
public record ContextResult(int id, Result result, String transferSyntax) {

    /** The Result/Reason field of PS3.8 table 9-18. */
    public enum Result {
        ACCEPTANCE,
        USER_REJECTION,
        NO_REASON,
        ABSTRACT_SYNTAX_NOT_SUPPORTED,
        TRANSFER_SYNTAXES_NOT_SUPPORTED;

        private static final Result[] BY_CODE = values();

        static Result of(int code) {
            // A code that the standard does not define is a refusal all the same.
            return code < BY_CODE.length ? BY_CODE[code] : NO_REASON;
        }
    }

    public boolean accepted() {
        return result == Result.ACCEPTANCE;
    }
}
