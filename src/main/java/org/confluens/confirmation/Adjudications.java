package org.confluens.confirmation;

import java.util.List;
import org.confluens.concordance.Outcome;

/** What a person can decide where examinations conflict: {@code adjudications.csv}. */
final class Adjudications {

    /** One thing that can be decided. */
    private record Row(Outcome found, Outcome decided) {}

    private static final List<Row> ROWS = Table.rows("adjudications.csv").stream()
            .map(cells -> new Row(Outcome.valueOf(cells[0]), Outcome.valueOf(cells[1])))
            .toList();

    private Adjudications() {}

    /** The outcomes that can be decided for what was found; none where there is nothing to decide. */
    static List<Outcome> of(Outcome found) {
        return ROWS.stream()
                .filter(row -> row.found() == found)
                .map(Row::decided)
                .toList();
    }
}
