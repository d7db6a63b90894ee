package org.confluens.worklist;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.dicom.data.PersonName;

/**
 * The form in which names are compared: upper case, without accents, full-width letters as plain ones, without spaces
 * around components and without trailing empty components. PS3.4 C.2.2.2.1 leaves that freedom for PN.
 */
public final class NameForm {

    private NameForm() {}

    /** One component group, which may hold wildcards. */
    public static String of(String group) {
        String folded = fold(group);
        String joined =
                Arrays.stream(folded.split("\\^", -1)).map(String::strip).collect(Collectors.joining("^"));
        int end = joined.length();
        while (end > 0 && joined.charAt(end - 1) == '^') {
            end--;
        }
        return joined.substring(0, end);
    }

    /** The non-empty component groups of names, each once. */
    public static Set<String> groups(List<String> names) {
        Set<String> groups = new LinkedHashSet<>();
        for (String name : names) {
            PersonName parsed = PersonName.parse(name);
            groups.add(of(parsed.alphabetic()));
            groups.add(of(parsed.ideographic()));
            groups.add(of(parsed.phonetic()));
        }
        groups.remove("");
        return groups;
    }

    private static String fold(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder letters = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (c < '\u0300'
                    || c > '\u036F') { // the marks of Latin, Greek and Cyrillic; those of kana tell letters apart
                letters.append(plain(c));
            }
        }
        return Normalizer.normalize(letters, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    }

    /** Letters with a stroke do not decompose in Unicode, but are typed without it. */
    private static char plain(char c) {
        return switch (c) {
            case '\u00D8', '\u00F8' -> 'O';
            case '\u0141', '\u0142' -> 'L';
            case '\u0110', '\u0111' -> 'D';
            case '\u0131' -> 'I';
            default -> c;
        };
    }
}
