package org.confluens.concordance;

/** What a rule means for the flag on the narrowing that it is about. */
public enum FlagEffect {
    /** There is nothing to flag. */
    NONE,
    /** The flag is open and the software proposes a catheter study. */
    PROPOSED,
    /** The flag is open and the software proposes nothing; a person can ask for a catheter study. */
    OPEN,
    /** The flag is open until a named person has adjudicated with a comment, or a catheter study answers. */
    ADJUDICATE,
    /** The question is answered. */
    RESOLVED;

    /** Which of several comes first: the smaller leaves more to do. */
    int urgency() {
        return switch (this) {
            case PROPOSED -> 0;
            case ADJUDICATE -> 1;
            case OPEN -> 2;
            case RESOLVED -> 3;
            case NONE -> 4;
        };
    }

    /** Whether somebody is still to do something. */
    public boolean open() {
        return this == PROPOSED || this == OPEN || this == ADJUDICATE;
    }
}
