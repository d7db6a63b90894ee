package org.confluens.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Encodes text in the repertoires of a Specific Character Set, with the escape sequences of PS3.3 tables C.12-3 and C.12-4
 * where one is not enough; what stands between two delimiters begins and ends in the initial repertoire (PS3.5 section
 * 6.1.2.5.3).
 */
final class Iso2022Encoder {

    /**
     * One repertoire: Java's charset for it, the escape sequence that invokes it where it is not the initial one, and whether
     * that is in the left half of the code table.
     */
    private record Repertoire(Charset charset, byte[] escape, boolean left) {}

    private static final Map<String, Repertoire> REPERTOIRES = Map.ofEntries(
            right("192", "UTF-8", ""),
            right("GB18030", "GB18030", ""),
            right("GBK", "GBK", ""),
            left("6", "US-ASCII", "(B"),
            right("100", "ISO-8859-1", "-A"),
            right("101", "ISO-8859-2", "-B"),
            right("109", "ISO-8859-3", "-C"),
            right("110", "ISO-8859-4", "-D"),
            right("144", "ISO-8859-5", "-L"),
            right("127", "ISO-8859-6", "-G"),
            right("126", "ISO-8859-7", "-F"),
            right("138", "ISO-8859-8", "-H"),
            right("148", "ISO-8859-9", "-M"),
            right("203", "ISO-8859-15", "-b"),
            right("166", "TIS-620", "-T"),
            right("13", "JIS_X0201", ")I"),
            left("87", "x-JIS0208", "$B"),
            left("159", "JIS_X0212-1990", "$(D"),
            right("149", "EUC-KR", "$)C"),
            right("58", "GB2312", "$)A"));

    private static final Charset ROMAN = Charset.forName("JIS_X0201");

    private final List<Repertoire> repertoires = new ArrayList<>();
    private final List<CharsetEncoder> encoders = new ArrayList<>();
    private ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The repertoires that are invoked, as places in the list; -1 where the left half is the initial one. */
    private int left = -1;

    private int right;

    private static Map.Entry<String, Repertoire> right(String number, String charset, String escape) {
        return Map.entry(number, repertoire(charset, escape, false));
    }

    private static Map.Entry<String, Repertoire> left(String number, String charset, String escape) {
        return Map.entry(number, repertoire(charset, escape, true));
    }

    private static Repertoire repertoire(String charset, String escape, boolean left) {
        byte[] sequence = escape.isEmpty() ? new byte[0] : ("\u001B" + escape).getBytes(StandardCharsets.US_ASCII);
        return new Repertoire(Charset.forName(charset), sequence, left);
    }

    /** An encoder for these terms, an empty one for the default repertoire; none where a term is not known here. */
    static Optional<Iso2022Encoder> of(List<String> terms) {
        Iso2022Encoder encoder = new Iso2022Encoder();
        for (String term : terms) {
            Repertoire repertoire = REPERTOIRES.get(term.isEmpty() ? "6" : term.replaceFirst("^ISO(_| 2022 )IR ", ""));
            if (repertoire == null) {
                return Optional.empty();
            }
            encoder.repertoires.add(repertoire);
            encoder.encoders.add(repertoire.charset().newEncoder());
        }
        return terms.isEmpty() ? Optional.empty() : Optional.of(encoder);
    }

    /**
     * The bytes of a value.
     *
     * @throws CharacterCodingException if no repertoire holds a character
     */
    byte[] bytes(String text, VR vr) throws CharacterCodingException {
        out = new ByteArrayOutputStream(text.length() + 16);
        goHome();
        for (int start = 0; start < text.length(); ) {
            char next = text.charAt(start);
            if (Iso2022Decoder.resetsAt(next, vr)) {
                goHome();
                out.write(next);
                start++;
            } else {
                start = run(text, start, vr);
            }
        }
        goHome();
        return out.toByteArray();
    }

    /** Writes as many characters as one repertoire holds; gives where they end. */
    private int run(String text, int start, VR vr) throws CharacterCodingException {
        int chosen = choose(text, start);
        int end = start;
        while (end < text.length() && !Iso2022Decoder.resetsAt(text.charAt(end), vr) && holds(chosen, text, end)) {
            end += Character.charCount(text.codePointAt(end));
        }
        invoke(chosen);
        ByteBuffer encoded = encoders.get(chosen).encode(CharBuffer.wrap(text, start, end));
        out.write(encoded.array(), encoded.arrayOffset(), encoded.limit());
        return end;
    }

    /** The repertoire that is active if it holds a character, otherwise the first that does. */
    private int choose(String text, int place) throws CharacterCodingException {
        int active = left >= 0 ? left : right;
        if (holds(active, text, place)) {
            return active;
        }
        for (int i = 0; i < repertoires.size(); i++) {
            if (holds(i, text, place)) {
                return i;
            }
        }
        throw new CharacterCodingException();
    }

    private boolean holds(int repertoire, String text, int place) {
        int code = text.codePointAt(place);
        // Their bytes in JIS X 0201 are those of backslash and tilde, as which they would be read.
        boolean ambiguous = repertoires.get(repertoire).charset().equals(ROMAN) && "\u00A5\u203E".indexOf(code) >= 0;
        return !ambiguous
                && encoders.get(repertoire).canEncode(CharBuffer.wrap(text, place, place + Character.charCount(code)));
    }

    private void invoke(int repertoire) {
        if (repertoire > 0 && repertoires.get(repertoire).left()) {
            if (left != repertoire) {
                out.writeBytes(repertoires.get(repertoire).escape());
                left = repertoire;
            }
            return;
        }
        if (left >= 0) {
            boolean roman = repertoires.get(0).charset().equals(ROMAN);
            out.writeBytes(repertoire(ROMAN.name(), roman ? "(J" : "(B", true).escape());
            left = -1;
        }
        if (right != repertoire) {
            Repertoire invoked = repertoires.get(repertoire);
            out.writeBytes(invoked.left() ? new byte[0] : invoked.escape());
            right = repertoire;
        }
    }

    private void goHome() {
        invoke(0);
    }
}
