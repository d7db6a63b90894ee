/**
 * Modality performed procedure steps, PS3.4 annex F: what modalities report about the steps they perform.
 * May import the pure core, {@code config}, {@code audit} and its parent package.
 * Scheduled steps change here by one table only, {@code transitions.csv}.
 */
package org.confluens.worklist.mpps;
