package org.confluens.intake;

/**
 * A study counts as complete. Fired inside the transaction that says so, for the studies that a template was found for.
 *
 * @param reopened whether it has counted as complete before, and late images came
 */
public record StudyStable(String studyInstanceUid, String templateId, boolean reopened) {}
