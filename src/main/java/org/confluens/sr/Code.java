package org.confluens.sr;

import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;

/**
 * A coded entry (PS3.3 8.8, Code Sequence Macro). Two codes are equal when their value and scheme are: the meaning is
 * for people and may be in any language. {@code others} holds what else the sequence item carried.
 */
public record Code(String value, String scheme, String meaning, Optional<String> version, Form form, Dataset others) {

    /** The attribute that carries the value: Code Value holds 16 characters, URN Code Value a URN or a URL. */
    public enum Form {
        SHORT,
        LONG,
        URN
    }

    private static final int SHORT_LIMIT = 16;

    public Code {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(others, "others");
    }

    /** A code whose form follows from its value. */
    public Code(String value, String scheme, String meaning) {
        this(value, scheme, meaning, Optional.empty(), formOf(value, scheme), Dataset.empty());
    }

    /** The same code with the version of its coding scheme. */
    public Code withVersion(String schemeVersion) {
        return new Code(value, scheme, meaning, Optional.of(schemeVersion), form, others);
    }

    /** The same code with a meaning in other words or in another language. */
    public Code withMeaning(String text) {
        return new Code(value, scheme, text, version, form, others);
    }

    /** True for a scheme that a site made for itself; PS3.16 section 8 reserves the prefix 99 for those. */
    public boolean isPrivate() {
        return scheme.startsWith("99");
    }

    static Form formOf(String value, String scheme) {
        if (scheme.isEmpty() && value.indexOf(':') > 0) {
            return Form.URN;
        }
        return value.length() > SHORT_LIMIT ? Form.LONG : Form.SHORT;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Code code && value.equals(code.value) && scheme.equals(code.scheme);
    }

    @Override
    public int hashCode() {
        return 31 * value.hashCode() + scheme.hashCode();
    }

    @Override
    public String toString() {
        return "(" + value + ", " + scheme + ", \"" + meaning + "\")";
    }
}
