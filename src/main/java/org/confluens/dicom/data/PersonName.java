package org.confluens.dicom.data;

import java.util.Objects;

/**
 * A person's name in its three representations, each of up to five components joined by {@code ^} (PS3.5 section 6.2.1).
 * Representations that are absent are empty strings; trailing empty components are not kept.
 */
public record PersonName(String alphabetic, String ideographic, String phonetic) {
    private static final PersonName EMPTY = new PersonName("", "", "");

    public PersonName {
        Objects.requireNonNull(alphabetic);
        Objects.requireNonNull(ideographic);
        Objects.requireNonNull(phonetic);
    }

    /** Reads the form of a data set, {@code Yamada^Tarou=...=...}; whatever comes after a third group is left out. */
    public static PersonName parse(String value) {
        if (value.isEmpty()) {
            return EMPTY;
        }
        String[] groups = value.split("=", -1);
        return new PersonName(group(groups, 0), group(groups, 1), group(groups, 2));
    }

    /** A name of an alphabetic family and given name. */
    public static PersonName of(String familyName, String givenName) {
        return parse(familyName + "^" + givenName);
    }

    public String familyName() {
        return component(0);
    }

    public String givenName() {
        return component(1);
    }

    public String middleName() {
        return component(2);
    }

    public String prefix() {
        return component(3);
    }

    public String suffix() {
        return component(4);
    }

    public boolean isEmpty() {
        return equals(EMPTY);
    }

    /** The form of a data set, without trailing empty groups. */
    @Override
    public String toString() {
        if (phonetic.isEmpty()) {
            return ideographic.isEmpty() ? alphabetic : alphabetic + "=" + ideographic;
        }
        return alphabetic + "=" + ideographic + "=" + phonetic;
    }

    private String component(int index) {
        String[] components = alphabetic.split("\\^", -1);
        return index < components.length ? components[index].strip() : "";
    }

    private static String group(String[] groups, int index) {
        if (index >= groups.length) {
            return "";
        }
        String group = groups[index].stripTrailing();
        int end = group.length();
        while (end > 0 && group.charAt(end - 1) == '^') {
            end--;
        }
        return group.substring(0, end);
    }
}
