/**
 * HL7 v2 over MLLP: orders and patient changes that come in, orders that go out to another order filler.
 * May import {@code config}, {@code security}, {@code web}, {@code rights}, {@code worklist}, {@code intake}, {@code report} and the core.
 * No other room knows HL7.
 */
package org.confluens.hl7;
