package org.confluens.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message's text and the character set it came in. MSH-18 names it, by its name in HL7 table 0211 or as products write it;
 * a byte order mark at the beginning says more than that, and is no part of the text. Where a message names none, or ASCII
 * and yet holds other bytes, or bytes that its character set lacks, they are UTF-8 if they can be, else Windows-1252, which
 * has all characters of ISO 8859-1.
 *
 * @param note what is not as HL7 says and was understood all the same; without anything of the message but its MSH-18
 */
record MessageText(String text, Charset charset, boolean knownCharset, Optional<String> note) {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    MessageText(String text, Charset charset, boolean knownCharset) {
        this(text, charset, knownCharset, Optional.empty());
    }

    static MessageText decode(byte[] bytes) {
        Optional<Charset> marked = marked(bytes);
        if (marked.isPresent()) {
            Optional<String> text = strict(bytes, marked.get()).map(MessageText::withoutMark);
            if (text.isPresent()) {
                return new MessageText(
                        text.get(), marked.get(), true, Optional.of(marked.get() + " by its first bytes"));
            }
        }
        List<String> terms = terms(header(bytes));
        List<CharsetName> names = names(terms);
        boolean known = names.size() == terms.size();
        Charset named = first(names).orElse(StandardCharsets.US_ASCII);
        Optional<String> text = isOther(bytes, named) ? Optional.empty() : strict(bytes, named);
        return text.map(t -> new MessageText(t, named, known, unusual(names)))
                .orElseGet(() -> otherwise(bytes, named, known, unusual(names)));
    }

    /** The character set that is not the one which the message names: what its text is really in. */
    private static MessageText otherwise(byte[] bytes, Charset named, boolean known, Optional<String> unusual) {
        boolean plain = named.equals(StandardCharsets.US_ASCII);
        Optional<String> utf8 = strict(bytes, StandardCharsets.UTF_8);
        Charset found = utf8.isPresent() ? StandardCharsets.UTF_8 : fallback(named);
        return new MessageText(
                new String(bytes, found),
                found,
                known,
                plain ? unusual : Optional.of("bytes that are not of its character set " + named));
    }

    /** A set of several bytes a character is believed, since nothing tells what else its bytes could be. */
    private static Charset fallback(Charset named) {
        return isSingleByte(named) || named.name().startsWith("UTF-") ? WINDOWS_1252 : named;
    }

    /** The text of bytes within a message in that set; of ones that it lacks as they are guessed. */
    static String read(byte[] bytes, Charset charset) {
        return strict(bytes, charset)
                .or(() -> strict(bytes, StandardCharsets.UTF_8))
                .orElseGet(() -> new String(bytes, WINDOWS_1252));
    }

    /** The character set that these terms of MSH-18 name, US-ASCII where none is known. */
    static Charset named(List<String> terms) {
        return first(names(terms)).orElse(StandardCharsets.US_ASCII);
    }

    private static List<CharsetName> names(List<String> terms) {
        return terms.stream().flatMap(term -> CharsetName.of(term).stream()).toList();
    }

    private static Optional<Charset> first(List<CharsetName> names) {
        return names.stream()
                .map(CharsetName::charset)
                .filter(charset -> !charset.equals(StandardCharsets.US_ASCII))
                .findFirst();
    }

    private static Optional<String> unusual(List<CharsetName> names) {
        return names.stream()
                .filter(name -> !name.isOfTable())
                .findFirst()
                .map(name -> "a character set by another name than HL7 table 0211 has for it: " + name.charset());
    }

    static boolean isSingleByte(Charset charset) {
        return charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1f;
    }

    /**
     * ISO 8859-1 has control characters where Windows has quotation marks and the euro: there the sender means Windows. And a
     * header that can be read as ASCII is not in UTF-16.
     */
    private static boolean isOther(byte[] bytes, Charset charset) {
        boolean latin = charset.equals(StandardCharsets.ISO_8859_1);
        for (int i = 0; latin && i < bytes.length; i++) {
            if (bytes[i] < (byte) 0xA0) {
                return true;
            }
        }
        return charset.name().startsWith("UTF-16");
    }

    private static Optional<Charset> marked(byte[] bytes) {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (bytes.length < 2) {
            return Optional.empty();
        }
        return switch ((bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF) {
            case 0xFEFF, 'M' -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xFFFE, 'M' << 8 -> Optional.of(StandardCharsets.UTF_16LE);
            default -> Optional.empty();
        };
    }

    private static String withoutMark(String text) {
        return text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String header(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.ISO_8859_1);
    }

    /**
     * The terms of MSH-18. Where it repeats, the first is what the message begins in and the others are what escape
     * sequences switch to, as Japanese senders write {@code ~ISO IR87}: the decoder of that one reads ASCII as well. The
     * segment's structure is ASCII in every character set that is taken.
     */
    private static List<String> terms(String message) {
        String segment = message.stripLeading().split("[\r\n]", 2)[0];
        if (!segment.startsWith("MSH") || segment.length() < 9) {
            return List.of();
        }
        String[] fields = segment.split(Pattern.quote(segment.substring(3, 4)), -1);
        return fields.length <= 17
                ? List.of()
                : Arrays.stream(fields[17].split(Pattern.quote(segment.substring(5, 6))))
                        .map(term -> term.split(Pattern.quote(segment.substring(4, 5)), 2)[0].strip())
                        .filter(term -> !term.isEmpty())
                        .toList();
    }
}
