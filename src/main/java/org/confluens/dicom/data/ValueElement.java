package org.confluens.dicom.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An element with a plain value, kept as the bytes it came in and decoded when asked (PS3.5 section 6.2). */
public final class ValueElement implements Element {
    private final int tag;
    private final VR vr;
    private final byte[] buffer;
    private final int offset;
    private final int length;
    private final boolean bigEndian;
    private final CharacterSet characterSet;

    ValueElement(int tag, VR vr, byte[] buffer, int offset, int length, boolean bigEndian, CharacterSet characterSet) {
        this.tag = tag;
        this.vr = vr;
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.bigEndian = bigEndian;
        this.characterSet = characterSet;
    }

    /** An element of a value's bytes, little endian, text as UTF-8. */
    public static ValueElement of(int tag, VR vr, byte[] value) {
        return new ValueElement(tag, vr, value.clone(), 0, value.length, false, CharacterSet.UTF_8);
    }

    /** An element of strings in the form of a data set; numbers for a binary VR are parsed. */
    public static ValueElement of(int tag, VR vr, List<String> values) {
        byte[] value = ValueEncoder.encode(tag, vr, values);
        return new ValueElement(tag, vr, value, 0, value.length, false, CharacterSet.UTF_8);
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public VR vr() {
        return vr;
    }

    /** The VR that tells what the bytes mean: for UN that of the dictionary (PS3.5 section 6.2.2). */
    VR meaning() {
        return vr == VR.UN ? Dictionary.vr(tag) : vr;
    }

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    /** The bytes of the value as they were read or will be written, padding included. */
    public int length() {
        return length;
    }

    /** A copy of the value's bytes in little endian. */
    public byte[] bytes() {
        byte[] copy = Arrays.copyOfRange(buffer, offset, offset + length);
        if (bigEndian) {
            Binary.swap(copy, 0, copy.length, vr.unit());
        }
        return copy;
    }

    /** The values as text, without padding; numbers of a binary VR in decimal, byte strings none. */
    public List<String> strings() {
        VR meaning = meaning();
        if (meaning.isString()) {
            return StringValues.of(text(meaning), meaning);
        }
        return Binary.strings(this, meaning);
    }

    /** The first value as text; empty where it is empty. */
    public Optional<String> string() {
        VR meaning = meaning();
        if (meaning.isString()) {
            String first = StringValues.first(text(meaning), meaning);
            return first.isEmpty() ? Optional.empty() : Optional.of(first);
        }
        return Binary.strings(this, meaning).stream().findFirst();
    }

    /** The values as whole numbers; none where one of them isn't. */
    public long[] integers() {
        VR meaning = meaning();
        return meaning.isString() ? NumberText.integers(strings()) : Binary.integers(this, meaning);
    }

    /** The values as decimal numbers; none where one of them isn't. */
    public double[] decimals() {
        VR meaning = meaning();
        return meaning.isString() ? NumberText.decimals(strings()) : Binary.decimals(this, meaning);
    }

    /** The whole text of a text VR, padding and separators included. */
    String text() {
        return text(meaning());
    }

    /** Whether every byte is of the default repertoire and none starts an escape sequence. */
    boolean isPlainAscii() {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] < 0 || buffer[i] == 0x1B) {
                return false;
            }
        }
        return true;
    }

    private String text(VR meaning) {
        CharacterSet set = meaning.isText() ? characterSet : CharacterSet.DEFAULT;
        return set.decode(buffer, offset, length, meaning);
    }

    byte[] buffer() {
        return buffer;
    }

    int offset() {
        return offset;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    CharacterSet characterSet() {
        return characterSet;
    }

    ValueElement with(CharacterSet other) {
        return new ValueElement(tag, vr, buffer, offset, length, bigEndian, other);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ValueElement element) || tag != element.tag || meaning() != element.meaning()) {
            return false;
        }
        if (isComputed() || hasSameBytes(element)) {
            return true;
        }
        return meaning().isString() ? comparable().equals(element.comparable()) : Arrays.equals(even(), element.even());
    }

    /** Whether the value is the length of a group, which writing makes anew. */
    private boolean isComputed() {
        return Tags.isGroupLength(tag);
    }

    private boolean hasSameBytes(ValueElement other) {
        return bigEndian == other.bigEndian
                && characterSet.equals(other.characterSet)
                && Arrays.equals(
                        buffer, offset, offset + length, other.buffer, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        if (isComputed()) {
            return tag;
        }
        return 31 * tag + (meaning().isString() ? comparable().hashCode() : Arrays.hashCode(even()));
    }

    /** The values without what makes no difference: a name's empty groups and components at the end. */
    private List<String> comparable() {
        if (meaning() != VR.PN) {
            return strings();
        }
        return strings().stream().map(name -> PersonName.parse(name).toString()).toList();
    }

    /** The tag, the VR and the length; never the value, which may be about a patient. */
    @Override
    public String toString() {
        return Tags.format(tag) + " " + vr + " of " + length + " bytes";
    }

    private byte[] even() {
        byte[] bytes = bytes();
        return bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
    }
}
