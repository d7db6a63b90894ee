package org.confluens.confirmation;

/** Why a flag was dismissed; only what a person dismissed stays so when the same images are reported again. */
enum Dismissal {
    PERSON,
    EVIDENCE_GONE,
    DUPLICATE
}
