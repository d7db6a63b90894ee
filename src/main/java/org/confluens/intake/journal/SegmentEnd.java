package org.confluens.intake.journal;

/**
 * Where a segment ends.
 *
 * @param offset the byte after its last
 * @param certain whether everything before was written whole, as this process knows of what it wrote itself; what a dead
 *     process left may end within a record, which nobody was told was taken
 */
record SegmentEnd(long offset, boolean certain) {}
