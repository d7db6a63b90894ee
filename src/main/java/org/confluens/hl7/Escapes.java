package org.confluens.hl7;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the escape sequences of a text (HL7 v2.5 2.7). Whatever is none, a lone escape character among it, stays as it
 * stands: nothing of a text is lost. What only says how a text is shown becomes a line break, or nothing where it marks
 * words as important.
 *
 * @param charset what the bytes of a hexadecimal sequence, and of the text after a switch of character sets, are in
 */
record Escapes(Delimiters delimiters, Charset charset) {

    private static final Pattern HEX = Pattern.compile("[Xx]((?:[0-9A-Fa-f]{2})+)");
    private static final Pattern SWITCH = Pattern.compile("[CM]((?:[0-9A-Fa-f]{2}){2,3})");
    private static final Pattern SPACES = Pattern.compile("\\.(?i:sk) *\\+?(\\d{1,3})");
    private static final Pattern LAYOUT = Pattern.compile("\\.(?i:br|ce|fi|nf|(?:sp|in|ti) *[+-]?\\d{0,3})");
    private static final String LINE_BREAK = "\r";
    private static final char ESC = 0x1B;
    private static final char UNREADABLE = '\uFFFD';

    /**
     * What the sequences of 2.7.2 name, as ISO 2022 registers them and PS3.3 C.12.1.1.2 tables them, and the character set of
     * Java that reads the bytes after one. A set for the right half leaves the left one as it is.
     */
    private static final Map<String, Charset> SETS = Map.ofEntries(
            Map.entry("(B", StandardCharsets.US_ASCII),
            Map.entry("-A", StandardCharsets.ISO_8859_1),
            Map.entry("-B", Charset.forName("ISO-8859-2")),
            Map.entry("-C", Charset.forName("ISO-8859-3")),
            Map.entry("-D", Charset.forName("ISO-8859-4")),
            Map.entry("-L", Charset.forName("ISO-8859-5")),
            Map.entry("-G", Charset.forName("ISO-8859-6")),
            Map.entry("-F", Charset.forName("ISO-8859-7")),
            Map.entry("-H", Charset.forName("ISO-8859-8")),
            Map.entry("-M", Charset.forName("ISO-8859-9")),
            Map.entry("(J", Charset.forName("ISO-2022-JP-2")),
            Map.entry(")I", Charset.forName("JIS_X0201")),
            Map.entry("$B", Charset.forName("ISO-2022-JP-2")),
            Map.entry("$@", Charset.forName("ISO-2022-JP-2")),
            Map.entry("$(D", Charset.forName("ISO-2022-JP-2")),
            Map.entry("$)C", Charset.forName("EUC-KR")),
            Map.entry("$)A", Charset.forName("GB2312")));

    /** The text that a value stands for. */
    String read(String value) {
        if (value.indexOf(delimiters.escape()) < 0) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Optional<String> set = Optional.empty();
        StringBuilder run = new StringBuilder();
        for (int at = 0; at < value.length(); ) {
            int end = value.charAt(at) == delimiters.escape() ? value.indexOf(delimiters.escape(), at + 1) : -1;
            String sequence = end < 0 ? "" : value.substring(at + 1, end);
            Matcher hex = HEX.matcher(sequence);
            if (hex.matches()) {
                bytes.writeBytes(bytes(hex.group(1)));
                at = end + 1;
                continue;
            }
            flush(bytes, run);
            Optional<String> switched = switched(sequence);
            if (switched.isPresent()) {
                text.append(inSet(run, set));
                set = switched;
                at = end + 1;
                continue;
            }
            Optional<String> meant = meant(sequence);
            run.append(meant.orElse(value.substring(at, at + 1)));
            at = meant.isPresent() ? end + 1 : at + 1;
        }
        flush(bytes, run);
        return text.append(inSet(run, set)).toString();
    }

    /** The bytes of neighbouring sequences are read together: one character may take several of them. */
    private void flush(ByteArrayOutputStream bytes, StringBuilder run) {
        if (bytes.size() > 0) {
            run.append(MessageText.read(bytes.toByteArray(), charset));
            bytes.reset();
        }
    }

    private static Optional<String> switched(String sequence) {
        Matcher matcher = SWITCH.matcher(sequence);
        return matcher.matches()
                ? Optional.of(new String(bytes(matcher.group(1)), StandardCharsets.ISO_8859_1))
                        .filter(SETS::containsKey)
                : Optional.empty();
    }

    /** The text since a switch, which came as the bytes of that set; the run is empty then. */
    private String inSet(StringBuilder run, Optional<String> set) {
        String text = run.toString();
        run.setLength(0);
        if (set.isEmpty() || text.isEmpty()) {
            return text;
        }
        Charset sent = MessageText.isSingleByte(charset) ? charset : StandardCharsets.US_ASCII;
        if (!sent.newEncoder().canEncode(text)) {
            return text;
        }
        Charset other = SETS.get(set.get());
        String prefix = other.name().startsWith("ISO-2022") ? ESC + set.get() : "";
        String read = new String((prefix + text).getBytes(sent), other);
        return read.indexOf(UNREADABLE) < 0 ? read : text;
    }

    private Optional<String> meant(String sequence) {
        Matcher spaces = SPACES.matcher(sequence);
        if (spaces.matches()) {
            return Optional.of(" ".repeat(Integer.parseInt(spaces.group(1))));
        }
        if (LAYOUT.matcher(sequence).matches()) {
            return Optional.of(LINE_BREAK);
        }
        return switch (sequence.toUpperCase(Locale.ROOT)) {
            case "F" -> Optional.of(String.valueOf(delimiters.field()));
            case "S" -> Optional.of(String.valueOf(delimiters.component()));
            case "T" -> Optional.of(String.valueOf(delimiters.subcomponent()));
            case "R" -> Optional.of(String.valueOf(delimiters.repetition()));
            case "E" -> Optional.of(String.valueOf(delimiters.escape()));
            case "P" -> delimiters.truncation();
            case "H", "N" -> Optional.of("");
            default -> Optional.empty();
        };
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
