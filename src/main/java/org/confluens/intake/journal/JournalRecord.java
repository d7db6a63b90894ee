package org.confluens.intake.journal;

/**
 * A record that was read back.
 *
 * @param payload what was appended; not copied, so not to be changed
 * @param next where the record after this one begins
 */
@SuppressWarnings("ArrayRecordComponent")
public record JournalRecord(byte[] payload, JournalPosition next) implements JournalEntry {}
