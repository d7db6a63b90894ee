package org.confluens.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message's text and the character set it came in (MSH-18). Where a message names none, or ASCII and yet holds other
 * bytes, they are UTF-8 if they can be, else ISO 8859-1.
 */
record MessageText(String text, Charset charset, boolean knownCharset) {

    private static final Table CHARSETS = Table.read("charsets.csv");

    static MessageText decode(byte[] bytes) {
        String term = declared(bytes);
        Optional<Charset> charset =
                CHARSETS.get(term).filter(Charset::isSupported).map(Charset::forName);
        boolean known = term.isEmpty() || charset.isPresent();
        if (charset.isEmpty() || charset.get().equals(StandardCharsets.US_ASCII)) {
            return guessed(bytes, known);
        }
        return new MessageText(new String(bytes, charset.get()), charset.get(), true);
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

    /** MSH-18 without its repetitions; the segment's structure is ASCII in every character set that is taken. */
    static String declared(byte[] bytes) {
        String header = new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.ISO_8859_1);
        int end = header.indexOf('\r');
        if (!header.startsWith("MSH") || header.length() < 9) {
            return "";
        }
        String segment = end < 0 ? header : header.substring(0, end);
        String[] fields = segment.split(Pattern.quote(segment.substring(3, 4)), -1);
        return fields.length > 17 ? fields[17].split("[~^]", 2)[0].strip() : "";
    }
}
