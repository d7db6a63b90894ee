package org.confluens.dicom.data;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * A set of data elements in the order of their tags (PS3.5 section 7). It is immutable; two are equal if their elements
 * mean the same, whatever they were encoded in. A value that can't be read as what is asked for counts as absent.
 */
public final class Dataset implements Iterable<Element> {
    /** How deep sequences may be nested in a data set in memory. */
    static final int MAXIMUM_DEPTH = 256;

    private static final Dataset EMPTY = new Dataset(List.of(), 0);

    private final List<Element> elements;
    private final int depth;

    private Dataset(List<Element> elements, int depth) {
        this.elements = elements;
        this.depth = depth;
    }

    /** A data set of elements in the order of their tags, each tag once. */
    static Dataset ofSorted(List<Element> elements) {
        if (elements.isEmpty()) {
            return EMPTY;
        }
        int depth = 0;
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof SequenceElement sequence) {
                for (Dataset item : sequence.items()) {
                    depth = Math.max(depth, item.depth + 1);
                }
            }
        }
        if (depth > MAXIMUM_DEPTH) {
            throw new IllegalArgumentException("sequences are nested more than " + MAXIMUM_DEPTH + " deep");
        }
        return new Dataset(Arrays.asList(elements.toArray(Element[]::new)), depth);
    }

    public static Dataset empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that holds these elements. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.elements.addAll(elements);
        return builder;
    }

    public int size() {
        return elements.size();
    }

    public boolean isEmpty() {
        return elements.isEmpty();
    }

    public boolean contains(int tag) {
        return find(tag) != null;
    }

    /** Whether the element is present and not empty. */
    public boolean hasValue(int tag) {
        Element element = find(tag);
        return element != null && !element.isEmpty();
    }

    public Optional<Element> element(int tag) {
        return Optional.ofNullable(find(tag));
    }

    /** The first value as text without padding; empty where the element is absent or empty. */
    public Optional<String> string(int tag) {
        return find(tag) instanceof ValueElement value ? value.string() : Optional.empty();
    }

    public String string(int tag, String absent) {
        return string(tag).orElse(absent);
    }

    /** All values as text without padding. */
    public List<String> strings(int tag) {
        return find(tag) instanceof ValueElement value ? value.strings() : List.of();
    }

    /** The first value as a whole number; one of 32 unsigned bits keeps its bits. */
    public OptionalInt integer(int tag) {
        long[] values = longs(tag);
        return values.length == 0 ? OptionalInt.empty() : OptionalInt.of((int) values[0]);
    }

    public int integer(int tag, int absent) {
        return integer(tag).orElse(absent);
    }

    /** All values as whole numbers; those of 32 unsigned bits keep their bits. */
    public int[] integers(int tag) {
        return Arrays.stream(longs(tag)).mapToInt(value -> (int) value).toArray();
    }

    /** All values as whole numbers of 64 bits. */
    public long[] longs(int tag) {
        return find(tag) instanceof ValueElement value ? value.integers() : new long[0];
    }

    public OptionalDouble decimal(int tag) {
        double[] values = decimals(tag);
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(values[0]);
    }

    /** All values as decimal numbers, whole numbers widened. */
    public double[] decimals(int tag) {
        return find(tag) instanceof ValueElement value ? value.decimals() : new double[0];
    }

    /** A copy of the value's bytes in little endian, padding included; for sequences and fragments none. */
    public Optional<byte[]> bytes(int tag) {
        return find(tag) instanceof ValueElement value ? Optional.of(value.bytes()) : Optional.empty();
    }

    public Optional<PersonName> personName(int tag) {
        return string(tag).map(PersonName::parse);
    }

    /** The first value as a date (DA, or the date of a DT). */
    public Optional<LocalDate> date(int tag) {
        return string(tag).flatMap(DateTimes::date);
    }

    /** The first value as a time of day (TM, or the time of a DT), missing parts taken as zero. */
    public Optional<LocalTime> time(int tag) {
        boolean dateTime = find(tag) instanceof ValueElement value && value.meaning() == VR.DT;
        return string(tag)
                .map(text -> dateTime ? DateTimes.timePart(text) : text)
                .flatMap(DateTimes::time);
    }

    /** The first item of a sequence. */
    public Optional<Dataset> item(int sequenceTag) {
        List<Dataset> items = items(sequenceTag);
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(0));
    }

    public List<Dataset> items(int sequenceTag) {
        return find(sequenceTag) instanceof SequenceElement sequence ? sequence.items() : List.of();
    }

    /** The tag of a private element: its creator's block is looked up in this data set (PS3.5 section 7.8.1). */
    public OptionalInt privateTag(String creator, int group, int element) {
        for (int block = 0x10; block <= 0xFF; block++) {
            if (string(Tags.of(group, block)).filter(creator::equals).isPresent()) {
                return OptionalInt.of(Tags.of(group, block << 8 | element & 0xFF));
            }
        }
        return OptionalInt.empty();
    }

    /** The elements of this level whose tags are wanted. */
    public Dataset filter(IntPredicate tags) {
        List<Element> kept = new ArrayList<>(elements.size());
        for (Element element : elements) {
            if (tags.test(element.tag())) {
                kept.add(element);
            }
        }
        return ofSorted(kept);
    }

    /** The same with all text in UTF-8 and Specific Character Set (0008,0005) ISO_IR 192, also within items. */
    public Dataset inUtf8() {
        return Transcoding.utf8(this);
    }

    @Override
    public Iterator<Element> iterator() {
        return elements.iterator();
    }

    private Element find(int tag) {
        return ElementOrder.find(elements, tag);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Dataset dataset) || elements.size() != dataset.elements.size()) {
            return false;
        }
        for (int i = 0; i < elements.size(); i++) {
            if (!elements.get(i).equals(dataset.elements.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    /** The number of elements; never their values, which may be about a patient. */
    @Override
    public String toString() {
        return "data set of " + elements.size() + " elements";
    }

    /** Collects elements in any order; the last one put under a tag stays. */
    public static final class Builder {
        private final List<Element> elements = new ArrayList<>();

        private Builder() {}

        /** Puts text under the VR of the dictionary; several values, or one in the form of a data set. */
        public Builder put(int tag, String... values) {
            return put(tag, Dictionary.vr(tag), values);
        }

        public Builder put(int tag, VR vr, String... values) {
            return put(ValueElement.of(tag, vr, List.of(values)));
        }

        /** Puts whole numbers under the VR of the dictionary, which may also be IS, DS or a floating point one. */
        public Builder putInt(int tag, int... values) {
            long[] wide = Arrays.stream(values).mapToLong(value -> value).toArray();
            return putLong(tag, Dictionary.vr(tag), wide);
        }

        public Builder putLong(int tag, VR vr, long... values) {
            return putOwned(tag, vr, ValueEncoder.integers(tag, vr, values));
        }

        /** Puts decimal numbers under the VR of the dictionary: DS, FL, FD, OF or OD. */
        public Builder putDecimal(int tag, double... values) {
            VR vr = Dictionary.vr(tag);
            return putOwned(tag, vr, ValueEncoder.decimals(tag, vr, values));
        }

        public Builder putItems(int tag, Dataset... items) {
            return putItems(tag, List.of(items));
        }

        public Builder putItems(int tag, List<Dataset> items) {
            return put(new SequenceElement(tag, items));
        }

        /** Puts an element of length zero, or a sequence without items. */
        public Builder putEmpty(int tag) {
            VR vr = Dictionary.vr(tag);
            return vr == VR.SQ ? putItems(tag) : putOwned(tag, vr, new byte[0]);
        }

        /** Puts the bytes of a value, little endian, text in UTF-8. */
        public Builder putBytes(int tag, VR vr, byte[] value) {
            return putOwned(tag, vr, value.clone());
        }

        /** Puts text under a private element, in the creator's block, which is reserved if it isn't yet. */
        public Builder putPrivate(String creator, int group, int element, VR vr, String... values) {
            int block = 0x10;
            Element present = ElementOrder.find(elements, Tags.of(group, block));
            while (present != null
                    && !(present instanceof ValueElement value
                            && value.string().filter(creator::equals).isPresent())) {
                present = ElementOrder.find(elements, Tags.of(group, ++block));
            }
            put(Tags.of(group, block), VR.LO, creator);
            return put(Tags.of(group, block << 8 | element & 0xFF), vr, values);
        }

        public Builder put(Element element) {
            int place = ElementOrder.place(elements, element.tag());
            if (place < elements.size() && elements.get(place).tag() == element.tag()) {
                elements.set(place, element);
            } else {
                elements.add(place, element);
            }
            return this;
        }

        public Builder putAll(Dataset other) {
            other.forEach(this::put);
            return this;
        }

        public Builder remove(int tag) {
            int place = ElementOrder.place(elements, tag);
            if (place < elements.size() && elements.get(place).tag() == tag) {
                elements.remove(place);
            }
            return this;
        }

        public Dataset build() {
            return ofSorted(elements);
        }

        private Builder putOwned(int tag, VR vr, byte[] value) {
            return put(new ValueElement(tag, vr, value, 0, value.length, false, CharacterSet.UTF_8));
        }
    }
}
