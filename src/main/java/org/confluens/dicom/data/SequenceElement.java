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

    /** Written out because a record's own way takes so much stack that deep nesting would overflow it. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof SequenceElement sequence)
                || tag != sequence.tag
                || items.size() != sequence.items.size()) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).equals(sequence.items.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * tag + items.size();
    }

    @Override
    public String toString() {
        return Tags.format(tag) + " SQ of " + items.size() + " items";
    }
}
