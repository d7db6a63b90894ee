package org.confluens.finding;

/** Why an examination that looked at a segment left open whether it is narrow. */
public enum Doubt {
    /** The reader answered that it is undetermined; no number beside the word changes that. */
    READER,
    /** The reader's word and the report's own number contradict each other. */
    CONTRADICTION,
    /** A number that would say it is qualified, in a unit that is not understood, or impossible. */
    NUMBER,
    /** Something was found, and neither word nor number speaks of a narrowing. */
    UNSAID
}
