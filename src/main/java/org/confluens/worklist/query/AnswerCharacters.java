package org.confluens.worklist.query;

import java.util.Arrays;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TextRecoding;

/**
 * The Specific Character Set (0008,0005) of an answer, PS3.4 table K.6-1a: the one that the site has set, else the one of
 * the query. Text that it can't hold goes out in UTF-8, which is declared, rather than with question marks in a name.
 */
final class AnswerCharacters {

    private AnswerCharacters() {}

    static Dataset encode(Dataset answer, Dataset identifier, String configured) {
        List<String> wanted = configured.isEmpty()
                ? identifier.strings(Tag.SpecificCharacterSet)
                : Arrays.asList(configured.split("\\\\", -1));
        return wanted.isEmpty() ? answer : TextRecoding.into(wanted, answer).orElse(answer);
    }
}
