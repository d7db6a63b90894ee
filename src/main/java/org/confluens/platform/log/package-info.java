/**
 * The log: the one function through which every line of ours goes, and the file that takes our lines and the container's.
 * What it writes names no patient, holds no secret, stays one line and has a bounded length. Imports
 * {@code platform.disk}, and every room may import it.
 */
package org.confluens.platform.log;
