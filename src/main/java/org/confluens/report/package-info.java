/**
 * The life of a report: draft, complete, verify, amend, withdraw; its versions, and documents that come from elsewhere.
 * May import the core, {@code config}, {@code security}, {@code audit}, {@code web}, {@code rights}, {@code intake} and {@code delivery}.
 * Others use its events, {@link VerifiedReports} and {@link DraftContributor}, nothing else.
 */
package org.confluens.report;
