/**
 * What leaves the house for the PACS: starts and stops the background work of its rooms {@code outbox}, {@code send},
 * {@code commitment} and {@code rest}.
 *
 * <p>Imports those rooms and {@code platform}; none of them imports it, and no other feature but {@code app}.
 */
package org.confluens.delivery;
