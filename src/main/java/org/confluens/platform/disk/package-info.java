/**
 * The disk of the data folder: whose files are whose, and the room that is to be left free. Imports nothing of the other
 * rooms, and every room may import it.
 */
package org.confluens.platform.disk;
