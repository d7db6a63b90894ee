package org.confluens.dicom.data;

import java.util.Optional;

/**
 * A value that was left where it is: skipped or handed on while reading, or named by a URI in the JSON model.
 *
 * @param length the bytes of the value, of all fragments for an encapsulated one; -1 where unknown
 * @param offset where the value starts, from the start of what was read; -1 where unknown
 * @param uri where the value can be had (PS3.18 section F.2.6)
 */
public record BulkElement(int tag, VR vr, long length, long offset, Optional<String> uri) implements Element {
    @Override
    public boolean isEmpty() {
        return length == 0;
    }
}
