package org.confluens.dicom.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The character repertoires of a data set's text, as Specific Character Set (0008,0005) names them (PS3.3 section
 * C.12.1.1.2). Terms that the standard doesn't define are understood as far as they can be.
 */
final class CharacterSet {
    private static final Pattern REGISTERED = Pattern.compile("ISO[ _-]?(?:(2022)[ _-]?)?IR[ _-]?([0-9]{1,3})");
    private static final Map<String, Charset> WHOLE = Map.of(
            "ISO_IR 192", StandardCharsets.UTF_8, "GB18030", Charset.forName("GB18030"), "GBK", Charset.forName("GBK"));
    private static final byte ESCAPE = 0x1B;
    private static final char UNREADABLE = '\uFFFD';

    /** The control characters of 80H to 9FH, which DICOM has no use for (PS3.5 section 6.1.3). */
    private static final char FIRST_CONTROL = '\u0080';

    private static final char LAST_CONTROL = '\u009F';
    private static final Charset SHIFT_JIS = Charset.forName("Shift_JIS");
    private static final CodeTable ASCII = CodeTable.registered(6).left();

    static final CharacterSet DEFAULT = new CharacterSet(List.of(), null, ASCII, null);
    static final CharacterSet UTF_8 = new CharacterSet(List.of("ISO_IR 192"), StandardCharsets.UTF_8, ASCII, null);

    /** A set that no text is in, so that only plain text agrees with it. */
    static final CharacterSet NONE = new CharacterSet(List.of("none"), null, ASCII, null);

    private static final CharacterSet LATIN_1 = new CharacterSet(
            List.of("ISO_IR 100"), null, ASCII, CodeTable.registered(100).right());

    private final List<String> terms;

    /** The charset of sets that know no code extensions, or null. */
    private final Charset whole;

    private final CodeTable left;

    /** The half of bytes from 80H before any escape sequence; null where nothing says which it is. */
    private final CodeTable right;

    private CharacterSet(List<String> terms, Charset whole, CodeTable left, CodeTable right) {
        this.terms = terms;
        this.whole = whole;
        this.left = left;
        this.right = right;
    }

    static CharacterSet of(List<String> terms) {
        return of(terms, new Problems(), 0);
    }

    /** The set of these terms; those that aren't defined are reported. */
    static CharacterSet of(List<String> terms, Problems problems, long offset) {
        if (terms.isEmpty()) {
            return DEFAULT;
        }
        String first = terms.get(0);
        if (terms.size() == 1 && first.equals("ISO_IR 100")) {
            return LATIN_1;
        }
        if (terms.size() == 1 && first.equals("ISO_IR 192")) {
            return UTF_8;
        }
        for (String term : terms) {
            boolean alone = terms.size() == 1 || !WHOLE.containsKey(term);
            if (!alone || !isDefined(term, terms.size() > 1)) {
                problems.add(ReadProblem.Code.UNKNOWN_CHARACTER_SET, Tag.SpecificCharacterSet, offset);
            }
        }
        return made(List.copyOf(terms));
    }

    /** Whether PS3.3 section C.12.1.1.2 defines a term; an empty one stands for the default repertoire. */
    private static boolean isDefined(String term, boolean several) {
        if (WHOLE.containsKey(term)) {
            return true;
        }
        Matcher matcher = REGISTERED.matcher(term);
        if (!matcher.matches()) {
            return term.isEmpty();
        }
        int number = Integer.parseInt(matcher.group(2));
        CodeTable.Pair pair = CodeTable.registered(number);
        boolean extended = matcher.group(1) != null;
        boolean single = pair != null && pair.left().width() == 1 && number != 6;
        String spelled = (extended ? "ISO 2022 IR " : "ISO_IR ") + number;
        return pair != null && (extended || single && !several) && term.equals(spelled);
    }

    private static CharacterSet made(List<String> terms) {
        Charset whole = terms.stream()
                .map(CharacterSet::whole)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (whole != null) {
            return new CharacterSet(terms, whole, ASCII, null);
        }
        CodeTable.Pair first = registered(terms.get(0));
        CodeTable left = ASCII;
        CodeTable right = null;
        if (first != null) {
            left = first.left().escape().length > 0 && first.left().width() == 1 ? first.left() : ASCII;
            right = first.right().escape().length > 0 ? first.right() : null;
        }
        for (int i = 1; i < terms.size() && right == null; i++) {
            CodeTable.Pair pair = registered(terms.get(i));
            right = pair == null || pair.right().escape().length == 0 ? null : pair.right();
        }
        return new CharacterSet(terms, null, left, right);
    }

    private static CodeTable.Pair registered(String term) {
        Matcher matcher = REGISTERED.matcher(term.toUpperCase(Locale.ROOT));
        return matcher.matches() ? CodeTable.registered(Integer.parseInt(matcher.group(2))) : null;
    }

    private static Charset whole(String term) {
        Charset defined = WHOLE.get(term);
        if (defined != null || term.isEmpty()) {
            return defined;
        }
        String upper = term.toUpperCase(Locale.ROOT);
        Matcher matcher = REGISTERED.matcher(upper);
        if (matcher.matches()) {
            return matcher.group(2).equals("192") ? StandardCharsets.UTF_8 : null;
        }
        String name = upper.replaceFirst("^ISO[ _-]?8859[ _-]", "ISO-8859-");
        boolean nameable =
                name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.:+".indexOf(c) >= 0));
        boolean supported = nameable && Character.isLetterOrDigit(name.charAt(0)) && Charset.isSupported(name);
        return supported && hasAscii(Charset.forName(name)) ? Charset.forName(name) : null;
    }

    /** Whether bytes of the default repertoire mean the same, as delimiters must; not so in UTF-16 or EBCDIC. */
    private static boolean hasAscii(Charset charset) {
        byte[] plain = new byte[0x5F];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (' ' + i);
        }
        return new String(plain, charset).equals(new String(plain, StandardCharsets.US_ASCII));
    }

    private boolean isAscii() {
        return left.charset() == StandardCharsets.US_ASCII;
    }

    /** Whether text in JIS X 0201 has bytes that this set lacks, but Shift JIS, which many take for it, has. */
    private static boolean isShiftJis(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            int b = bytes[i] & 0xFF;
            if (b >= 0x80 && b <= 0xA0 || b >= 0xE0) {
                return true;
            }
        }
        return false;
    }

    /** The text of a value, with its delimiters. */
    String decode(byte[] bytes, int offset, int length, VR vr) {
        if (whole != null && !isExtended(bytes, offset, length)) {
            return new String(bytes, offset, length, whole);
        }
        boolean high = false;
        boolean escape = false;
        for (int i = offset; i < offset + length; i++) {
            high |= bytes[i] < 0;
            escape |= bytes[i] == ESCAPE;
        }
        if (!high && !escape && isAscii()) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        if (!escape && right == null) {
            return Iso2022Decoder.guess(bytes, offset, length);
        }
        if (!escape && !isAscii() && isShiftJis(bytes, offset, length)) {
            return new String(bytes, offset, length, SHIFT_JIS);
        }
        return extended(bytes, offset, length, vr).decode();
    }

    private Iso2022Decoder extended(byte[] bytes, int offset, int length, VR vr) {
        CodeTable half = right == null ? CodeTable.registered(100).right() : right;
        return new Iso2022Decoder(bytes, offset, length, vr, left, half);
    }

    /** Whether text has code extensions although its set knows none: an escape sequence of DICOM, and no other reading. */
    private boolean isExtended(byte[] bytes, int offset, int length) {
        int escape = indexOf(bytes, offset, length, b -> b == ESCAPE);
        return escape >= 0
                && CodeTable.designated(bytes, escape + 1, offset + length) != null
                && (indexOf(bytes, offset, length, b -> b < 0) < 0 || !isValid(bytes, offset, length));
    }

    private static int indexOf(byte[] bytes, int offset, int length, IntPredicate wanted) {
        for (int i = offset; i < offset + length; i++) {
            if (wanted.test(bytes[i])) {
                return i;
            }
        }
        return -1;
    }

    private boolean isValid(byte[] bytes, int offset, int length) {
        try {
            whole.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** What is odd about text that is not all in the default repertoire. */
    Set<ReadProblem.Code> oddities(byte[] bytes, int offset, int length, VR vr) {
        boolean escape = indexOf(bytes, offset, length, b -> b == ESCAPE) >= 0;
        if (!escape && whole == null && right == null) {
            return Set.of(ReadProblem.Code.UNDECLARED_CHARACTERS);
        }
        Set<ReadProblem.Code> odd = EnumSet.noneOf(ReadProblem.Code.class);
        Iso2022Decoder decoder = extended(bytes, offset, length, vr);
        String text = decoder.decode();
        boolean declared =
                !decoder.hasUnknownEscape() && decoder.designated().stream().allMatch(this::declares);
        if (escape && (whole != null || !declared)) {
            odd.add(ReadProblem.Code.UNDECLARED_ESCAPE);
        }
        // Shift JIS in the place of JIS X 0201 has half characters, or bytes that this set lacks.
        boolean valid = whole == null || isExtended(bytes, offset, length)
                ? text.chars().noneMatch(c -> c == UNREADABLE || c >= FIRST_CONTROL && c <= LAST_CONTROL)
                : isValid(bytes, offset, length);
        if (!valid) {
            odd.add(ReadProblem.Code.INVALID_CHARACTERS);
        }
        if (whole == null && right == null && decoder.usedInitialRight()) {
            odd.add(ReadProblem.Code.UNDECLARED_CHARACTERS);
        }
        return odd;
    }

    /** Whether a term allows to switch to a table (PS3.3 tables C.12-3 and C.12-4), as every one does to ASCII. */
    private boolean declares(CodeTable table) {
        boolean ascii = Arrays.equals(table.escape(), ASCII.escape());
        return terms.stream()
                .map(term -> REGISTERED.matcher(term.toUpperCase(Locale.ROOT)))
                .anyMatch(term -> {
                    if (!term.matches() || term.group(1) == null) {
                        return false;
                    }
                    CodeTable.Pair pair = CodeTable.registered(Integer.parseInt(term.group(2)));
                    return ascii
                            || pair != null
                                    && (Arrays.equals(
                                                    table.escape(), pair.left().escape())
                                            || Arrays.equals(
                                                    table.escape(), pair.right().escape()));
                });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharacterSet set && terms.equals(set.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }
}
