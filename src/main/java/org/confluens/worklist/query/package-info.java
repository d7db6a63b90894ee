/**
 * The modality worklist query of PS3.4 annex K: keys, matching, the search in the database, the answers.
 * May import the pure core, {@code config}, {@code audit} and its parent package.
 * Nothing but the provider itself knows the network.
 */
package org.confluens.worklist.query;
