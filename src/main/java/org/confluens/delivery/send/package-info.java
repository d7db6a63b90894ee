/**
 * Sends what is in the outbox by C-STORE or STOW-RS, in order, and holds it back while the destination takes nothing.
 *
 * <p>Imports {@code delivery.outbox}, the core, {@code config}, {@code security} and {@code platform}.
 */
package org.confluens.delivery.send;
