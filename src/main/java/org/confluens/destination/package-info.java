/**
 * What holds for every system that something is sent to: what its answers mean, when to try again, and when only to probe.
 *
 * <p>Imports the JDK only.
 */
package org.confluens.destination;
