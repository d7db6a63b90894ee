package org.confluens.dicom.dimse;

import java.io.IOException;
import java.io.OutputStream;

/** Writes an encoded data set, without file meta information, as often as it is asked to. */
@FunctionalInterface
public interface DataSource {
    void writeTo(OutputStream out) throws IOException;

    static DataSource of(byte[] encoded) {
        return out -> out.write(encoded);
    }
}
