package org.confluens.report;

/** Where a report stands in its life; {@link Transitions} says how it gets from one to another. */
public enum ReportState {
    /** Made by the software, touched by nobody. */
    DRAFT,
    /** Somebody is filling it in, for the first time or to amend it. */
    IN_PROGRESS,
    /** Its author says that nothing is missing. */
    COMPLETED,
    /** Somebody answers for it. */
    VERIFIED,
    /** It does not count any more, and never will. */
    WITHDRAWN
}
