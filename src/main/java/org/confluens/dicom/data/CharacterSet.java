package org.confluens.dicom.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The character repertoire of a data set's text, as Specific Character Set (0008,0005) names it. */
final class CharacterSet {
    static final CharacterSet DEFAULT = new CharacterSet(List.of(), StandardCharsets.ISO_8859_1);
    static final CharacterSet UTF_8 = new CharacterSet(List.of("ISO_IR 192"), StandardCharsets.UTF_8);

    private final List<String> terms;
    private final Charset charset;

    private CharacterSet(List<String> terms, Charset charset) {
        this.terms = terms;
        this.charset = charset;
    }

    static CharacterSet of(List<String> terms) {
        if (terms.isEmpty()) {
            return DEFAULT;
        }
        return switch (terms.get(0)) {
            case "ISO_IR 192" -> UTF_8;
            default -> new CharacterSet(terms, StandardCharsets.ISO_8859_1);
        };
    }

    static CharacterSet of(List<String> terms, Problems problems, long offset) {
        return of(terms);
    }

    String decode(byte[] bytes, int offset, int length, VR vr) {
        return new String(bytes, offset, length, charset);
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
