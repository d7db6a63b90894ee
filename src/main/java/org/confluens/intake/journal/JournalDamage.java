package org.confluens.intake.journal;

/**
 * A stretch of a segment that is no record, although records were appended there, or the place where records are missing.
 *
 * @param from where it begins
 * @param next where the next entry begins; the same place where nothing but records is missing
 * @param missing how many records were lost, as far as the numbers of those before and after tell; 0 when they do not
 */
public record JournalDamage(JournalPosition from, JournalPosition next, long missing) implements JournalEntry {

    /** Bytes of the stretch; 0 where bytes and records are gone together. */
    public long bytes() {
        return next.offset() - from.offset();
    }
}
