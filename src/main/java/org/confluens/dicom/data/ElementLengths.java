package org.confluens.dicom.data;

/** How long elements will be when written, for group lengths (PS3.5 section 7.2). */
final class ElementLengths {
    /** The longest even value that a header of two length bytes can announce. */
    private static final int SHORT_VALUE = 0xFFFE;

    private final boolean explicit;

    ElementLengths(boolean explicit) {
        this.explicit = explicit;
    }

    /** The VR to write: UN where a value is too long for the header of its own (PS3.5 section 6.2.2). */
    VR writtenVr(ValueElement value) {
        boolean tooLong = explicit && !value.vr().hasLongHeader() && value.length() > SHORT_VALUE;
        return tooLong ? VR.UN : value.vr();
    }

    /** The bytes of a group's elements after its length element. */
    int ofGroup(Dataset dataset, int group) {
        long length = 0;
        for (Element element : dataset) {
            if (Tags.group(element.tag()) == group && !Tags.isGroupLength(element.tag())) {
                length += of(element);
            }
        }
        return (int) length;
    }

    /** The bytes of a data set. */
    long of(Dataset dataset) {
        long length = 0;
        for (Element element : dataset) {
            length += of(element);
        }
        return length;
    }

    private long of(Element element) {
        if (element instanceof ValueElement value) {
            return header(writtenVr(value)) + value.length() + (value.length() & 1);
        }
        if (element instanceof SequenceElement sequence) {
            return header(VR.SQ) + items(sequence);
        }
        return header(element.vr()) + (element instanceof FragmentsElement fragments ? items(fragments) : 0);
    }

    private long items(SequenceElement sequence) {
        long length = sequence.isEmpty() ? 0 : 8;
        for (Dataset item : sequence.items()) {
            length += item.isEmpty() ? 8 : 16 + of(item);
        }
        return length;
    }

    private static long items(FragmentsElement fragments) {
        long length = 8;
        for (byte[] item : fragments.rawItems()) {
            length += 8 + item.length + (item.length & 1);
        }
        return length;
    }

    private int header(VR vr) {
        return explicit && vr.hasLongHeader() ? 12 : 8;
    }
}
