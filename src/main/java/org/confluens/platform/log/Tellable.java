package org.confluens.platform.log;

/**
 * An exception whose message may be told: it is written by us and names settings, files, hosts and ports only, never a value
 * of a patient's data nor of a message that came in.
 */
public interface Tellable {}
