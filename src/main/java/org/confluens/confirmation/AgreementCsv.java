package org.confluens.confirmation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.confluens.concordance.ContingencyTable;
import org.confluens.concordance.Estimate;

/** Agreement statistics to be given away: no identities, and no count so small that it could point to somebody. */
final class AgreementCsv {
    private static final String HEADER = "test,reference,segment,patients,compared,both_positive,test_only,"
            + "reference_only,both_negative,sensitivity,sensitivity_low,sensitivity_high,specificity,specificity_low,"
            + "specificity_high,ppv,ppv_low,ppv_high,npv,npv_low,npv_high,kappa,kappa_low,kappa_high,note";
    private static final int COUNTS = 6;
    private static final int ESTIMATES = 15;
    private static final String END = "\r\n";

    private AgreementCsv() {}

    /**
     * The table as text.
     *
     * @param results the sums and every segment, which together decide what is hidden, whatever of them is asked for: two
     *     tables of different segments can't show by subtraction what each of them hides
     * @param wanted the rows to give
     */
    static String of(List<AgreementResult> results, int smallestCell, Predicate<AgreementResult> wanted) {
        SmallCells smallCells = new SmallCells(smallestCell);
        Set<AgreementResult> hidden =
                results.stream().collect(Collectors.groupingBy(AgreementResult::test)).values().stream()
                        .flatMap(pair -> smallCells.hidden(pair).stream())
                        .collect(Collectors.toSet());
        StringBuilder csv = new StringBuilder(HEADER).append(END);
        results.stream()
                .filter(wanted)
                .filter(result -> result.table().table().total() > 0)
                .forEach(result -> csv.append(name(result))
                        .append(hidden.contains(result) ? blank(smallestCell) : numbers(result))
                        .append(END));
        return csv.toString();
    }

    private static String name(AgreementResult result) {
        String segment = result.segment().isEmpty() ? "all" : result.segment();
        return result.test() + "," + result.reference() + "," + segment;
    }

    private static String blank(int smallestCell) {
        return ",".repeat(COUNTS + ESTIMATES + 1) + "suppressed: a cell below " + smallestCell;
    }

    private static String numbers(AgreementResult result) {
        ContingencyTable table = result.table().table();
        StringBuilder row = new StringBuilder();
        LongStream.of(
                        result.table().patients(),
                        table.total(),
                        table.bothPositive(),
                        table.testOnly(),
                        table.referenceOnly(),
                        table.bothNegative())
                .forEach(count -> row.append(',').append(count));
        row.append(estimate(table.sensitivity()))
                .append(estimate(table.specificity()))
                .append(estimate(table.positivePredictiveValue()))
                .append(estimate(table.negativePredictiveValue()))
                .append(estimate(table.kappa()))
                .append(',');
        return row.toString();
    }

    private static String estimate(Optional<Estimate> estimate) {
        return estimate.map(e -> String.format(
                        Locale.ROOT,
                        ",%.4f,%.4f,%.4f",
                        e.value(),
                        e.interval().low(),
                        e.interval().high()))
                .orElse(",,,");
    }
}
