package org.confluens.dicom.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes data sets in Unicode as objects of the DICOM JSON model (PS3.18 section F.2). */
final class JsonModelWriter {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final StringBuilder json;
    private final Function<Element, Optional<String>> bulkDataUri;

    JsonModelWriter(StringBuilder json, Function<Element, Optional<String>> bulkDataUri) {
        this.json = json;
        this.bulkDataUri = bulkDataUri;
    }

    void object(Dataset dataset) {
        json.append('{');
        String separator = "";
        for (Element element : dataset) {
            if (isWritten(element)) {
                json.append(separator);
                attribute(element);
                separator = ",";
            }
        }
        json.append('}');
    }

    /** Whether an element has a place in the model: group lengths have none, nor has a value that isn't there. */
    private boolean isWritten(Element element) {
        if (element instanceof BulkElement bulk) {
            return bulk.uri().isPresent() || bulkDataUri.apply(bulk).isPresent() || bulk.isEmpty();
        }
        return !Tags.isGroupLength(element.tag()) || Tags.group(element.tag()) == 0;
    }

    private void attribute(Element element) {
        json.append('"')
                .append(Tags.hex(element.tag()))
                .append("\":{\"vr\":\"")
                .append(isBroken(element) ? VR.UN : element.vr())
                .append('"');
        Optional<String> uri = bulkDataUri.apply(element);
        if (uri.isEmpty() && element instanceof BulkElement bulk) {
            uri = bulk.uri();
        }
        if (uri.isPresent()) {
            json.append(",\"BulkDataURI\":");
            string(uri.get());
        } else if (!element.isEmpty() || element instanceof FragmentsElement) {
            content(element);
        }
        json.append('}');
    }

    private void content(Element element) {
        if (element instanceof SequenceElement sequence) {
            items(sequence);
        } else if (element instanceof FragmentsElement fragments) {
            inline(fragments.encoded());
        } else if (element instanceof ValueElement value) {
            if (isInline(value.vr()) || isBroken(value)) {
                inline(value.bytes());
            } else {
                values(value);
            }
        }
    }

    /** Whether the values would not tell the bytes, which then stand for themselves, as those of UN. */
    private static boolean isBroken(Element element) {
        if (!(element instanceof ValueElement value)
                || isInline(value.vr())
                || value.vr().isText()) {
            return false;
        }
        return value.vr().isString() ? hasOddCharacters(value) : hasOddNumbers(value);
    }

    /**
     * Whether characters, which are to be of the default repertoire, would come back otherwise: bytes that are no UTF-8,
     * escape sequences, and spaces before a value whose VR has none there (PS3.5 table 6.2-1).
     */
    private static boolean hasOddCharacters(ValueElement value) {
        String text = value.text();
        if (!value.isPlainAscii() && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value.bytes())) {
            return true;
        }
        return switch (value.vr()) {
            case AS, DA, DT, TM, UI ->
                (text.startsWith(" ") || text.contains("\\ "))
                        && !value.strings().isEmpty();
            default -> false;
        };
    }

    /** Whether a value is no whole numbers of its VR, or none that has a name. */
    private static boolean hasOddNumbers(ValueElement value) {
        int width = value.vr() == VR.AT ? 4 : value.vr().unit();
        return value.length() % width != 0 || hasSpecialNan(value);
    }

    /** Whether a floating point number is one of the many that are none (IEEE 754), but not the one that is read as NaN. */
    private static boolean hasSpecialNan(ValueElement value) {
        if (value.vr() != VR.FL && value.vr() != VR.FD) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(value.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        boolean special = false;
        while (bytes.hasRemaining() && !special) {
            if (value.vr() == VR.FL) {
                int bits = bytes.getInt();
                float number = Float.intBitsToFloat(bits);
                special = Float.isNaN(number) && bits != Float.floatToIntBits(number);
            } else {
                long bits = bytes.getLong();
                double number = Double.longBitsToDouble(bits);
                special = Double.isNaN(number) && bits != Double.doubleToLongBits(number);
            }
        }
        return special;
    }

    static boolean isInline(VR vr) {
        return switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> true;
            default -> false;
        };
    }

    private void inline(byte[] bytes) {
        json.append(",\"InlineBinary\":\"");
        json.append(Base64.getEncoder().encodeToString(bytes)).append('"');
    }

    private void items(SequenceElement sequence) {
        json.append(",\"Value\":[");
        String separator = "";
        for (Dataset item : sequence.items()) {
            json.append(separator);
            object(item);
            separator = ",";
        }
        json.append(']');
    }

    private void values(ValueElement value) {
        List<String> strings = value.strings();
        if (strings.isEmpty()) {
            return;
        }
        json.append(",\"Value\":[");
        String separator = "";
        for (String string : strings) {
            json.append(separator);
            if (string.isEmpty()) {
                json.append("null");
            } else if (value.vr() == VR.PN) {
                personName(string);
            } else if (isNumber(value.vr()) && NUMBER.matcher(string).matches()) {
                json.append(string);
            } else {
                string(string);
            }
            separator = ",";
        }
        json.append(']');
    }

    private static boolean isNumber(VR vr) {
        return switch (vr) {
            case DS, IS, FL, FD, SL, SS, SV, UL, US, UV -> true;
            default -> false;
        };
    }

    private void personName(String name) {
        String[] groups = name.split("=", 3);
        List<String> names = List.of("Alphabetic", "Ideographic", "Phonetic");
        json.append('{');
        String separator = "";
        for (int i = 0; i < groups.length; i++) {
            if (!groups[i].isEmpty()) {
                json.append(separator).append('"').append(names.get(i)).append("\":");
                string(groups[i]);
                separator = ",";
            }
        }
        json.append('}');
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c) && isLone(text, i)) {
                escape(c);
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }

    private void escape(char c) {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            json.append(DIGITS[c >>> shift & 0xF]);
        }
    }
}
