package org.confluens.sr;

/**
 * Something wrong at a place in a document. The detail names attributes, terms and positions, never a value that could
 * tell who the patient is.
 */
public record SrProblem(SrProblemCode code, Position position, String detail) {

    /** True when a document with this problem is not written. */
    public boolean isError() {
        return code.severity() == SrProblemCode.Severity.ERROR;
    }

    @Override
    public String toString() {
        return code + " at " + position + ": " + detail;
    }
}
