package org.confluens.report.seal;

/** The state of a report was sealed, for the so many-th time; what of it is committed is remembered outside of the database. */
public record StateSealed(long report, int sealings) {}
