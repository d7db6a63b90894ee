package org.confluens.dicom.data;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects what is odd, up to a number that no honest object reaches. */
final class Problems {
    private static final int MOST = 1000;

    private final List<ReadProblem> problems = new ArrayList<>(0);
    private final Set<ReadProblem.Code> met = EnumSet.noneOf(ReadProblem.Code.class);

    void add(ReadProblem.Code code, int tag, long offset) {
        if (problems.size() < MOST) {
            problems.add(new ReadProblem(code, tag, offset));
        }
    }

    /** Adds a problem of which one is enough. */
    void addOnce(ReadProblem.Code code, int tag, long offset) {
        if (met.add(code)) {
            add(code, tag, offset);
        }
    }

    /** Adds what is odd about the characters of a text, which is not plain ASCII. */
    void addOddText(ValueElement text, CharacterSet set, long offset) {
        if (!text.meaning().isText()) {
            add(ReadProblem.Code.INVALID_CHARACTERS, text.tag(), offset);
            return;
        }
        for (ReadProblem.Code odd : set.oddities(text.buffer(), text.offset(), text.length(), text.meaning())) {
            if (odd == ReadProblem.Code.UNDECLARED_CHARACTERS) {
                addOnce(odd, text.tag(), offset);
            } else {
                add(odd, text.tag(), offset);
            }
        }
    }

    /** Refuses what may be cut off. */
    static void requireWhole(List<ReadProblem> problems) throws DatasetReadException {
        for (ReadProblem problem : problems) {
            if (problem.code() == ReadProblem.Code.CUT_OFF) {
                throw new DatasetReadException(
                        DatasetReadException.Code.TRUNCATED,
                        problem.tag(),
                        problem.offset(),
                        "the bytes end within the header of an element");
            }
        }
    }

    List<ReadProblem> list() {
        return problems;
    }
}
