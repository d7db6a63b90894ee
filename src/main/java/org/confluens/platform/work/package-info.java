/**
 * Background work: loops that tell how far they are, the watch over them, and queues that tell how old their oldest entry
 * is. Health and metrics read both. May import platform.log only, and every room may
 * import it.
 */
package org.confluens.platform.work;
