package org.confluens.confirmation;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.confluens.concordance.ContingencyTable;

/**
 * Which rows of the exported statistics are not shown, because a count in them is so small that it could point to somebody.
 * The sum over all segments less the rows that are shown is a row too, which anybody can work out: as long as that one has a
 * small count, or stands for a single segment, the smallest segment that is left is hidden as well, and at last the sum.
 */
final class SmallCells {
    private static final Comparator<AgreementResult> SMALLEST_FIRST = Comparator.comparing(
                    (AgreementResult r) -> r.table().table().total())
            .thenComparing(AgreementResult::segment);

    private final int limit;

    /** @param limit the smallest count that is shown; zero is shown always */
    SmallCells(int limit) {
        this.limit = limit;
    }

    /** The rows to hide of all rows of a pair of examinations: the sum over all segments and every segment. */
    Set<AgreementResult> hidden(List<AgreementResult> rows) {
        Set<AgreementResult> hidden = new HashSet<>();
        rows.stream().filter(row -> isSmall(row.table().table())).forEach(hidden::add);
        rows.stream()
                .filter(row -> row.segment().isEmpty() && !hidden.contains(row))
                .forEach(sum -> protect(sum, rows, hidden));
        return hidden;
    }

    private void protect(AgreementResult sum, List<AgreementResult> rows, Set<AgreementResult> hidden) {
        while (givesAway(hidden)) {
            Optional<AgreementResult> next = rows.stream()
                    .filter(row -> !row.segment().isEmpty() && !hidden.contains(row))
                    .filter(row -> row.table().table().total() > 0)
                    .min(SMALLEST_FIRST);
            hidden.add(next.orElse(sum));
            if (next.isEmpty()) {
                return;
            }
        }
    }

    /** Whether what the hidden rows have together, which the sum over all shows, says too much about one of them. */
    private boolean givesAway(Set<AgreementResult> hidden) {
        ContingencyTable together =
                hidden.stream().map(row -> row.table().table()).reduce(ContingencyTable.EMPTY, ContingencyTable::plus);
        return hidden.size() == 1 || isSmall(together);
    }

    private boolean isSmall(ContingencyTable table) {
        return LongStream.of(table.bothPositive(), table.testOnly(), table.referenceOnly(), table.bothNegative())
                .anyMatch(cell -> cell > 0 && cell < limit);
    }
}
