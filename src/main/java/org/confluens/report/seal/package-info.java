/**
 * Tamper evidence: a keyed hash over each version of a report, chained, and over the state of the report, checked at each read.
 * May import {@code config}; knows rows as records, not the entities of {@code report}, so that a migration can use it.
 * Whoever reads a version asks here whether it is as it was written, and uses nothing that is not.
 */
package org.confluens.report.seal;
