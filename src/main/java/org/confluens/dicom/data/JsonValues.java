package org.confluens.dicom.data;

import java.util.Collections;
import java.util.List;

/**
 * The values of one attribute in the DICOM JSON model that are no items (PS3.18 section F.2.4), held in the form of a data
 * set, which takes no more memory than the text they are read from.
 */
final class JsonValues {
    private static final List<String> GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");

    private final JsonTokens tokens;
    private final StringBuilder joined = new StringBuilder();
    private int count;
    private boolean empty = true;

    JsonValues(JsonTokens tokens) {
        this.tokens = tokens;
    }

    /** Reads an array of strings, numbers, names and nulls. */
    void read() throws DatasetReadException {
        tokens.expect('[');
        if (!tokens.closes(']')) {
            do {
                joined.append(count++ == 0 ? "" : "\\");
                int start = joined.length();
                joined.append(scalar());
                empty &= joined.length() == start;
            } while (tokens.continues(']'));
        }
    }

    private String scalar() throws DatasetReadException {
        return switch (tokens.peek()) {
            case '"' -> tokens.string();
            case '{' -> personName();
            case 'n' -> {
                tokens.literal("null");
                yield "";
            }
            default -> tokens.number();
        };
    }

    private String personName() throws DatasetReadException {
        String[] groups = {"", "", ""};
        tokens.expect('{');
        if (!tokens.closes('}')) {
            do {
                int group = GROUPS.indexOf(tokens.string());
                tokens.expect(':');
                if (group < 0 || tokens.peek() != '"') {
                    empty = false;
                    tokens.skipValue();
                } else {
                    groups[group] = tokens.string();
                }
            } while (tokens.continues('}'));
        }
        return new PersonName(groups[0], groups[1], groups[2]).toString();
    }

    /** Whether there is nothing but nulls, empty strings and empty objects. */
    boolean areEmpty() {
        return empty;
    }

    /** As many empty items as there are nulls and empty objects. */
    List<Dataset> emptyItems() {
        return Collections.nCopies(count, Dataset.empty());
    }

    /**
     * The element of these values.
     *
     * @throws IllegalArgumentException if the VR can't hold them
     */
    ValueElement element(int tag, VR vr) {
        boolean none = count == 0 || count == 1 && joined.length() == 0;
        byte[] value = none ? new byte[0] : ValueEncoder.encode(tag, vr, joined.toString());
        return new ValueElement(tag, vr, value, 0, value.length, false, CharacterSet.UTF_8);
    }
}
