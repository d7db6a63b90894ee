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
