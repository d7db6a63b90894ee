/**
 * The memory that what peers send may take, all of them together. Imports nothing of the other rooms, and every room may
 * import it.
 */
package org.confluens.platform.memory;
