package org.confluens.report.seal;

/** Findings that are kept beside a version, with what they were taken from and by. */
public record FindingsFacts(long versionId, String sopInstanceUid, String fingerprint, String findings) {}
