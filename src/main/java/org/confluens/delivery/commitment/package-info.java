/**
 * Asks the PACS whether it keeps what it took (storage commitment, PS3.4 annex J), and does what its answers ask for.
 *
 * <p>Imports {@code delivery.outbox}, {@code delivery.send}, the core, {@code config}, {@code security} and {@code platform}.
 */
package org.confluens.delivery.commitment;
