package org.confluens.dicom.data;

import java.util.ArrayList;
import java.util.List;

/** Collects what is odd, up to a number that no honest object reaches. */
final class Problems {
    private static final int MOST = 1000;

    private final List<ReadProblem> problems = new ArrayList<>(0);

    void add(ReadProblem.Code code, int tag, long offset) {
        if (problems.size() < MOST) {
            problems.add(new ReadProblem(code, tag, offset));
        }
    }

    /** Adds a problem of which one is enough. */
    void addOnce(ReadProblem.Code code, int tag, long offset) {
        if (problems.stream().noneMatch(problem -> problem.code() == code)) {
            add(code, tag, offset);
        }
    }

    List<ReadProblem> list() {
        return problems;
    }
}
