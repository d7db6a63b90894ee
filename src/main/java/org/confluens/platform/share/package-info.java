/**
 * How what there is of something is divided among those who ask for it, so that nobody gets all: places, connections, bytes.
 * May import {@code platform.log}; every room may import it.
 */
package org.confluens.platform.share;
