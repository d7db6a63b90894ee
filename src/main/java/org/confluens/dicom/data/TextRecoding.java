package org.confluens.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the text of a data set into the character set that a peer reads (PS3.3 section C.12.1.1.2), where that can hold
 * it. With code extensions each component of a value stands for itself: it begins and ends in the initial repertoire, as
 * PS3.5 section 6.1.2.5.3 asks at every delimiter.
 */
public final class TextRecoding {

    /** One repertoire: Java's charset for it, and the escape sequence that invokes it where it is not the initial one. */
    private record Repertoire(Charset charset, byte[] escape) {}

    private static final Map<String, Repertoire> REPERTOIRES = Map.ofEntries(
            entry("192", "UTF-8", ""),
            entry("GB18030", "GB18030", ""),
            entry("GBK", "GBK", ""),
            entry("6", "US-ASCII", ""),
            entry("100", "ISO-8859-1", "-A"),
            entry("101", "ISO-8859-2", "-B"),
            entry("109", "ISO-8859-3", "-C"),
            entry("110", "ISO-8859-4", "-D"),
            entry("144", "ISO-8859-5", "-L"),
            entry("127", "ISO-8859-6", "-G"),
            entry("126", "ISO-8859-7", "-F"),
            entry("138", "ISO-8859-8", "-H"),
            entry("148", "ISO-8859-9", "-M"),
            entry("203", "ISO-8859-15", "-b"),
            entry("166", "TIS-620", "-T"),
            entry("87", "ISO-2022-JP", ""), // Java's encoder writes the escapes of JIS X 0208 itself, both ways
            entry("149", "EUC-KR", "$)C"),
            entry("58", "GB2312", "$)A"));

    private static final String DELIMITERS = "\\^=\r\n\f\t";

    private final List<Repertoire> repertoires;
    private final CharacterSet declared;

    private TextRecoding(List<Repertoire> repertoires, CharacterSet declared) {
        this.repertoires = repertoires;
        this.declared = declared;
    }

    private static Map.Entry<String, Repertoire> entry(String number, String charset, String escape) {
        byte[] sequence = escape.isEmpty() ? new byte[0] : ("\u001B" + escape).getBytes(StandardCharsets.US_ASCII);
        return Map.entry(number, new Repertoire(Charset.forName(charset), sequence));
    }

    /**
     * The data set with its text in that character set, which it declares; nothing when the set is not known here or can't
     * hold the text.
     *
     * @param terms the values of Specific Character Set, an empty first one for the default repertoire
     */
    public static Optional<Dataset> into(List<String> terms, Dataset dataset) {
        List<Repertoire> repertoires = new ArrayList<>();
        for (String term : terms) {
            Repertoire repertoire = REPERTOIRES.get(term.isEmpty() ? "6" : term.replaceFirst("^ISO(_| 2022 )IR ", ""));
            if (repertoire == null) {
                return Optional.empty();
            }
            repertoires.add(repertoire);
        }
        if (repertoires.isEmpty()) {
            return Optional.empty();
        }
        try {
            Dataset recoded = new TextRecoding(repertoires, CharacterSet.of(terms)).recoded(dataset);
            return Optional.of(recoded.toBuilder()
                    .put(Tag.SpecificCharacterSet, terms.toArray(String[]::new))
                    .build());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private Dataset recoded(Dataset dataset) throws CharacterCodingException {
        List<Element> elements = new ArrayList<>(dataset.size());
        for (Element element : dataset) {
            if (element instanceof ValueElement value && value.meaning().isText()) {
                elements.add(recoded(value));
            } else if (element instanceof SequenceElement sequence) {
                List<Dataset> items = new ArrayList<>();
                for (Dataset item : sequence.items()) {
                    items.add(recoded(item));
                }
                elements.add(new SequenceElement(sequence.tag(), items));
            } else if (element.tag() != Tag.SpecificCharacterSet) {
                elements.add(element);
            }
        }
        return Dataset.ofSorted(elements);
    }

    private Element recoded(ValueElement value) throws CharacterCodingException {
        if (value.isPlainAscii()) {
            return value.with(declared);
        }
        byte[] bytes = bytes(value.text());
        return new ValueElement(value.tag(), value.vr(), bytes, 0, bytes.length, false, declared);
    }

    private byte[] bytes(String text) throws CharacterCodingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || DELIMITERS.indexOf(text.charAt(i)) >= 0) {
                component(text.substring(start, i), out);
                if (i < text.length()) {
                    out.write(text.charAt(i));
                }
                start = i + 1;
            }
        }
        return out.toByteArray();
    }

    private void component(String text, ByteArrayOutputStream out) throws CharacterCodingException {
        for (int i = 0; i < repertoires.size(); i++) {
            Repertoire repertoire = repertoires.get(i);
            if (repertoire.charset().newEncoder().canEncode(text)) {
                byte[] escape = i == 0 ? new byte[0] : repertoire.escape();
                out.write(escape, 0, escape.length);
                ByteBuffer encoded = repertoire.charset().encode(text);
                out.write(encoded.array(), encoded.arrayOffset(), encoded.limit());
                return;
            }
        }
        throw new CharacterCodingException();
    }
}
