package org.confluens.sr;

import java.util.List;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Tags;

/** Collects what is found wrong at one place of the tree. */
record Findings(Position position, List<SrProblem> problems) {

    Findings at(Position other) {
        return new Findings(other, problems);
    }

    void report(SrProblemCode code, String detail) {
        problems.add(new SrProblem(code, position, detail));
    }

    void report(SrProblemCode code, int tag, String detail) {
        report(code, name(tag) + ": " + detail);
    }

    void missing(int tag) {
        report(SrProblemCode.MANDATORY_ATTRIBUTE_MISSING, name(tag));
    }

    private static String name(int tag) {
        return Dictionary.name(tag) + " " + Tags.format(tag);
    }
}
