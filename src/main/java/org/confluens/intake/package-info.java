/**
 * Arrival of studies: the store handler, what is known of patients, studies and instances, classification, stability.
 *
 * <p>Imports the core, {@code config}, {@code security}, {@code audit}, {@code web}, {@code rights} and the events of {@code worklist}.
 */
package org.confluens.intake;
