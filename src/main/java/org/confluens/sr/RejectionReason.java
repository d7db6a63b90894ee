package org.confluens.sr;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why objects are withdrawn; the title of the note that says so (IHE RAD TF, Imaging Object Change Management). */
public enum RejectionReason {
    QUALITY,
    PATIENT_SAFETY,
    INCORRECT_WORKLIST_ENTRY,
    RETENTION_EXPIRED;

    private static final Map<RejectionReason, Code> TITLES = titles();

    /** The document title of the note. */
    public Code title() {
        return TITLES.get(this);
    }

    /** The reason that a document states by its title; empty if it is no rejection note. */
    public static Optional<RejectionReason> of(SrDocument document) {
        return document.root()
                .concept()
                .flatMap(title -> TITLES.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(title))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    private static Map<RejectionReason, Code> titles() {
        Map<RejectionReason, Code> titles = new EnumMap<>(RejectionReason.class);
        for (List<String> row : TextTable.rows("rejection-reasons.txt")) {
            titles.put(valueOf(row.get(0)), new Code(row.get(1), row.get(2), row.get(3)));
        }
        return titles;
    }
}
