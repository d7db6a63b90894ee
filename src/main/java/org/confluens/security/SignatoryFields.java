package org.confluens.security;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.confluens.dicom.data.PersonName;
import org.confluens.sr.Code;

/**
 * The fields of a line of the file of users that say whom the account signs as: person name and organisation, then,
 * together or not at all, code, coding scheme and meaning. Their lengths are those of the attributes (VR PN, LO and SH).
 */
final class SignatoryFields {

    private static final int LONGEST_GROUP = 64; // VR PN, each representation
    private static final int LONGEST_TEXT = 64; // VR LO
    private static final int LONGEST_CODE = 16; // VR SH
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");
    private static final Pattern UNWRITABLE = Pattern.compile("[\\\\\\p{Cntrl}\\u0085\\u2028\\u2029]");

    private SignatoryFields() {}

    /**
     * Whom the fields name; empty where there are none, since an account need not sign.
     *
     * @throws IllegalArgumentException if a document could not hold them; the message says which and what is allowed
     */
    static Optional<Signatory> read(List<String> fields) {
        return switch (fields.size()) {
            case 0 -> Optional.empty();
            case 2 -> Optional.of(new Signatory(name(fields.get(0)), organization(fields.get(1)), Optional.empty()));
            case 5 ->
                Optional.of(new Signatory(
                        name(fields.get(0)),
                        organization(fields.get(1)),
                        Optional.of(new Code(
                                text("the code", fields.get(2), LONGEST_CODE),
                                text("the coding scheme", fields.get(3), LONGEST_CODE),
                                text("the meaning of the code", fields.get(4), LONGEST_TEXT)))));
            default ->
                throw new IllegalArgumentException(
                        "after the hash come nothing, person name and organisation, or these and code, scheme and meaning");
        };
    }

    /**
     * A person name as it is typed, {@code Family^Given}.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    static PersonName name(String typed) {
        PersonName name = PersonName.parse(typed.strip());
        boolean fits = Stream.of(name.alphabetic(), name.ideographic(), name.phonetic())
                .allMatch(group -> group.length() <= LONGEST_GROUP
                        && group.chars().filter(c -> c == '^').count() <= 4);
        boolean said = Stream.of(name.alphabetic(), name.ideographic())
                .anyMatch(group -> !group.replace('^', ' ').isBlank());
        if (!fits
                || !said
                || UNWRITABLE.matcher(typed).find()
                || typed.chars().filter(c -> c == '=').count() > 2) {
            throw new IllegalArgumentException("a person name is written Family^Given, at most 64 characters");
        }
        return name;
    }

    private static String organization(String typed) {
        String organization = text("the organisation", typed, LONGEST_TEXT);
        if (organization.equalsIgnoreCase(Signatory.TRIAL)) {
            throw new IllegalArgumentException("the organisation is what a document without a login says");
        }
        return organization;
    }

    private static String text(String what, String typed, int longest) {
        String text = typed.strip();
        if (text.isEmpty()
                || text.length() > longest
                || text.indexOf('\\') >= 0
                || UNPRINTABLE.matcher(text).find()) {
            throw new IllegalArgumentException(what + " is empty, longer than " + longest
                    + " characters, or holds a character that no document takes");
        }
        return text;
    }
}
