package org.confluens.concordance;

/** What else is known of a narrowing that MR or CT venography shows, beside what catheter studies say of it. */
public enum Situation {
    /** CT venography shows it, not MR venography. */
    ON_CT,
    /** Its reader calls it physiological and not constant. */
    PHYSIOLOGICAL_BY_READER,
    /** The segment was treated before it was seen. */
    AFTER_TREATMENT,
    /** The other of MR and CT venography, within the window and the same period, does not show it. */
    NOT_ON_THE_OTHER,
    /** Another study by the same modality, of that day or later in the same period, does not show it. */
    NOT_CONSTANT,
    /** The segment was treated on the day on which it was seen, or later. */
    TREATED
}
