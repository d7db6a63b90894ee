/**
 * The append-only journal that an arriving instance is safe in before it is acknowledged.
 *
 * <p>Imports the JDK only.
 */
package org.confluens.intake.journal;
