package org.confluens.intake.journal;

/** What stands in the journal at a place: a record, or damage where one should be. */
public sealed interface JournalEntry permits JournalRecord, JournalDamage {

    /** Where the entry after this one begins. */
    JournalPosition next();
}
