package org.confluens.concordance;

/** Whether the examinations agree, disagree, or do not stand against each other at all. */
public enum Agreement {
    CONCORDANT,
    DISCORDANT,
    NOT_COMPARABLE
}
