package org.confluens.worklist.mpps;

import java.util.List;
import org.confluens.worklist.StepState;

/** What becomes of a scheduled step when a modality reports on it: the rows of {@code transitions.csv}. */
record Transition(String performed, String reason, String others, StepState step, String event) {

    private static final String ANY = "*";
    private static final List<Transition> TABLE =
            TableFile.rows("transitions.csv").stream().map(Transition::parse).toList();

    private static Transition parse(String row) {
        String[] cells = row.split(";", -1);
        return new Transition(cells[0], cells[1], cells[2], StepState.valueOf(cells[3]), cells[4]);
    }

    /**
     * The row that applies.
     *
     * @param reason Code Value of the discontinuation reason in scheme DCM, or empty
     * @param others the states of the other performed steps of the same scheduled step
     */
    static Transition of(PerformedState performed, String reason, List<PerformedState> others) {
        String strongest = others.stream()
                .filter(s -> s != PerformedState.DISCONTINUED)
                .sorted()
                .map(PerformedState::term)
                .findFirst()
                .orElse("none");
        return TABLE.stream()
                .filter(row -> row.performed.equals(performed.term())
                        && fits(row.reason, reason)
                        && fits(row.others, strongest))
                .findFirst()
                .orElseThrow();
    }

    private static boolean fits(String cell, String value) {
        return cell.equals(ANY) || cell.equals(value);
    }
}
