package org.confluens.dicom.data;

import java.util.List;

/** A sequence of items (PS3.5 section 7.5). */
public record SequenceElement(int tag, List<Dataset> items) implements Element {
    public SequenceElement {
        items = List.copyOf(items);
    }

    @Override
    public VR vr() {
        return VR.SQ;
    }

    @Override
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public String toString() {
        return Tags.format(tag) + " SQ of " + items.size() + " items";
    }
}
