package org.confluens.worklist;

import java.util.Objects;

/** One coded procedure or protocol: Code Value, Coding Scheme Designator, Code Meaning (PS3.3 table 8.8-1). */
public record ProcedureCode(String value, String scheme, String meaning) {

    public ProcedureCode {
        Objects.requireNonNull(value);
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(meaning);
    }
}
