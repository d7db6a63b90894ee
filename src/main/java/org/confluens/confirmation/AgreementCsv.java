package org.confluens.confirmation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.confluens.concordance.ContingencyTable;
import org.confluens.concordance.Estimate;

/**
 * Agreement statistics to be given away: no identities, and no count so small that it could point to somebody. A row with a
 * cell above zero and below the limit is suppressed whole. Where that is only one of a pair, the next smallest is too,
 * because the difference to the sum would show the first.
 */
final class AgreementCsv {
    private static final String HEADER = "test,reference,segment,patients,compared,both_positive,test_only,"
            + "reference_only,both_negative,sensitivity,sensitivity_low,sensitivity_high,specificity,specificity_low,"
            + "specificity_high,ppv,ppv_low,ppv_high,npv,npv_low,npv_high,kappa,kappa_low,kappa_high,note";
    private static final int COUNTS = 6;
    private static final int ESTIMATES = 15;
    private static final String END = "\r\n";

    private AgreementCsv() {}

    static String of(List<AgreementResult> results, int smallestCell) {
        Set<AgreementResult> suppressed = suppressed(results, smallestCell);
        StringBuilder csv = new StringBuilder(HEADER).append(END);
        for (AgreementResult result : results) {
            if (result.table().table().total() > 0) {
                csv.append(name(result))
                        .append(suppressed.contains(result) ? blank(smallestCell) : numbers(result))
                        .append(END);
            }
        }
        return csv.toString();
    }

    private static Set<AgreementResult> suppressed(List<AgreementResult> results, int smallestCell) {
        Set<AgreementResult> suppressed = new HashSet<>();
        results.stream().filter(r -> hasSmallCell(r, smallestCell)).forEach(suppressed::add);
        results.stream().filter(r -> r.segment().isEmpty()).forEach(overall -> {
            List<AgreementResult> segments = new ArrayList<>(results.stream()
                    .filter(r -> r.test() == overall.test() && !r.segment().isEmpty())
                    .filter(r -> r.table().table().total() > 0)
                    .toList());
            long hidden = segments.stream().filter(suppressed::contains).count();
            segments.removeAll(suppressed);
            if (hidden == 1) {
                segments.stream()
                        .min(Comparator.comparing(r -> r.table().table().total()))
                        .ifPresentOrElse(suppressed::add, () -> suppressed.add(overall));
            }
        });
        return suppressed;
    }

    private static boolean hasSmallCell(AgreementResult result, int smallestCell) {
        ContingencyTable table = result.table().table();
        return LongStream.of(table.bothPositive(), table.testOnly(), table.referenceOnly(), table.bothNegative())
                .anyMatch(cell -> cell > 0 && cell < smallestCell);
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
