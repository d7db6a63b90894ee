/**
 * What leaves the house for the PACS: a durable outbox and its senders by C-STORE and STOW-RS, storage commitment.
 *
 * <p>Imports the core, {@code config}, {@code web}, {@code security} and {@code audit}; no other feature.
 */
package org.confluens.delivery;
