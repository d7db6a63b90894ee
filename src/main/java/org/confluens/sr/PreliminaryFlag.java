package org.confluens.sr;

/** Whether a document is meant to be replaced, Preliminary Flag (0040,A496). */
public enum PreliminaryFlag {
    PRELIMINARY,
    FINAL
}
