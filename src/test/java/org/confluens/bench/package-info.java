/**
 * Measurements against the peers, started by {@code deploy/bench}: ratios of figures taken in one run and in turn, never a
 * figure alone. They are no tests: they assert that what they timed was right, not how fast it was.
 */
package org.confluens.bench;
