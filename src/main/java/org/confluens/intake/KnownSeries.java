package org.confluens.intake;

/**
 * What the writer remembers of a series between batches.
 *
 * @param sample what the headers of the series are deflated against; not to be changed
 */
record KnownSeries(long studyId, long seriesId, byte[] sample) {}
