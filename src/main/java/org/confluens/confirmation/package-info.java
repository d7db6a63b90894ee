/**
 * Flags on stenoses that only MR or CT venography saw, requests to confirm them by catheter, their ageing and
 * resolution, and agreement statistics. May import the pure core and the features {@code report}, {@code worklist},
 * {@code intake}, {@code config}, {@code security}, {@code audit} and {@code web}.
 */
package org.confluens.confirmation;
