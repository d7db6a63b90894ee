package org.confluens.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message's text and the character set it came in (MSH-18). Where a message names none, or ASCII and yet holds other
 * bytes, they are UTF-8 if they can be, else ISO 8859-1.
 */
record MessageText(String text, Charset charset, boolean knownCharset) {

    private static final Table CHARSETS = Table.read("charsets.csv");

    static MessageText decode(byte[] bytes) {
        List<String> terms = declared(bytes);
        List<Charset> charsets = terms.stream()
                .flatMap(term -> CHARSETS.get(term).stream())
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .toList();
        boolean known = charsets.size() == terms.size();
        return charsets.stream()
                .filter(charset -> !charset.equals(StandardCharsets.US_ASCII))
                .findFirst()
                .map(charset -> new MessageText(new String(bytes, charset), charset, known))
                .orElseGet(() -> guessed(bytes, known));
    }

    private static MessageText guessed(byte[] bytes, boolean known) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new MessageText(text, StandardCharsets.UTF_8, known);
        } catch (CharacterCodingException e) {
            return new MessageText(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1, known);
        }
    }

    /**
     * The terms of MSH-18. Where it repeats, the first is what the message begins in and the others are what escape
     * sequences switch to, as Japanese senders write {@code ~ISO IR87}: the decoder of that one reads ASCII as well. The
     * segment's structure is ASCII in every character set that is taken.
     */
    private static List<String> declared(byte[] bytes) {
        String header = new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.ISO_8859_1);
        String segment = header.split("[\r\n]", 2)[0];
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
