/**
 * What is to reach the PACS, as rows that outlive the process: what others leave there, how far each document is.
 *
 * <p>Imports the core, {@code config} and {@code platform}; other features see {@link org.confluens.delivery.outbox.Outbox} and its events only.
 */
package org.confluens.delivery.outbox;
