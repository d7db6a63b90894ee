package org.confluens.dicom.net;

/** A limit on all that is done on a connection until it is closed: past it, the connection is, and what is under way fails. */
public interface Deadline extends AutoCloseable {

    /** What was to be done is done; nothing is closed any more. */
    @Override
    void close();
}
