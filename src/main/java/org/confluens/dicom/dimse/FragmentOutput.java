package org.confluens.dicom.dimse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import org.confluens.dicom.net.Association;

/** Writes go into the fragments of the data set that was begun (PS3.8 annex E.2). */
final class FragmentOutput extends OutputStream {
    private final Association association;

    FragmentOutput(Association association) {
        this.association = association;
    }

    @Override
    public void write(int value) throws IOException {
        association.append(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        association.append(bytes, offset, length);
    }

    /**
     * Writes a stretch of a file, which is faster than through the heap.
     *
     * @throws java.io.EOFException if the file ends before
     */
    void write(FileChannel file, long from, long length) throws IOException {
        association.append(file, from, length);
    }
}
