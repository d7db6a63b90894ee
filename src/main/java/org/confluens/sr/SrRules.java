package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;

/** Checks a document against the rules of its IOD: header, states, values, relationships and references. */
public final class SrRules {

    private SrRules() {}

    /** Every rule that the document breaks, and every oddity, in the order of the tree. */
    public static List<SrProblem> check(SrDocument document) {
        List<SrProblem> problems = new ArrayList<>();
        HeaderRules.check(document, new Findings(Position.ROOT, problems));
        TreeRules.check(document, problems);
        return problems;
    }
}
