package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.confluens.concordance.ClusteredTable;
import org.confluens.concordance.ContingencyTable;
import org.confluens.finding.Examination;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AgreementCsvTest {
    private static final ContingencyTable LARGE = new ContingencyTable(30, 12, 8, 50);
    private static final ContingencyTable MIDDLE = new ContingencyTable(10, 9, 8, 7);
    private static final ContingencyTable SMALL = new ContingencyTable(20, 2, 0, 30);

    @Test
    void givesCountsAndIntervals() {
        List<String> lines = csv(result("", LARGE));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("MRV,CATHETER,all,1,100,30,12,8,50,0.7895,0.6365,0.8893,");
        assertThat(cells(lines.get(1))).isEqualTo(cells(lines.get(0)));
    }

    @Test
    void suppressesARowWithASmallCellAndAnotherThatWouldShowItBySubtraction() {
        List<String> lines = csv(
                result("", LARGE.plus(MIDDLE).plus(SMALL)),
                result("IJV-L-J1", LARGE),
                result("IJV-L-J2", MIDDLE),
                result("IJV-L-J3", SMALL));

        assertThat(lines.get(1)).startsWith("MRV,CATHETER,all,1,186,");
        assertThat(lines.get(2)).startsWith("MRV,CATHETER,IJV-L-J1,1,100,");
        assertThat(lines.get(3)).startsWith("MRV,CATHETER,IJV-L-J2,,,").endsWith(",suppressed: a cell below 5");
        assertThat(lines.get(4)).startsWith("MRV,CATHETER,IJV-L-J3,,,").endsWith(",suppressed: a cell below 5");
        assertThat(cells(lines.get(4))).isEqualTo(cells(lines.get(0)));
    }

    @Test
    void suppressesTheSumWhereItIsTheOnlyOtherRow() {
        List<String> lines = csv(result("", SMALL.plus(LARGE)), result("IJV-L-J3", SMALL));

        assertThat(lines.get(1)).startsWith("MRV,CATHETER,all,,,").endsWith(",suppressed: a cell below 5");
    }

    @Test
    void suppressesMoreWhereTheHiddenRowsTogetherStillShowASmallCount() {
        ContingencyTable alsoSmall = new ContingencyTable(20, 1, 0, 25);
        List<String> lines = csv(
                result("", LARGE.plus(MIDDLE).plus(SMALL).plus(alsoSmall)),
                result("IJV-L-J1", LARGE),
                result("IJV-L-J2", MIDDLE),
                result("IJV-L-J3", SMALL),
                result("IJV-R-J3", alsoSmall));

        assertThat(lines.get(1)).startsWith("MRV,CATHETER,all,1,232,");
        assertThat(lines.get(2)).startsWith("MRV,CATHETER,IJV-L-J1,1,100,");
        assertThat(lines.subList(3, 6)).allMatch(line -> line.endsWith(",suppressed: a cell below 5"));
    }

    /** Whatever rows there are, the sum less the shown rows is no row that had to be hidden itself. */
    @RepeatedTest(500)
    void theDifferenceToTheSumHasNoSmallCountEither(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<AgreementResult> rows = new ArrayList<>();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            rows.add(result("SEG-" + i, new ContingencyTable(some(random), some(random), some(random), some(random))));
        }
        ContingencyTable all =
                rows.stream().map(row -> row.table().table()).reduce(ContingencyTable.EMPTY, ContingencyTable::plus);
        rows.add(0, result("", all));

        Set<AgreementResult> hidden = new SmallCells(5).hidden(rows);

        assertThat(rows).filteredOn(row -> isSmall(row.table().table())).isSubsetOf(hidden);
        if (!hidden.contains(rows.get(0))) {
            ContingencyTable difference = hidden.stream()
                    .map(row -> row.table().table())
                    .reduce(ContingencyTable.EMPTY, ContingencyTable::plus);
            assertThat(isSmall(difference)).isFalse();
            assertThat(hidden.size()).isNotEqualTo(1);
        }
    }

    @Test
    void aTableOfSomeSegmentsHidesWhatTheTableOfAllHides() {
        List<AgreementResult> all = List.of(
                result("", LARGE.plus(MIDDLE).plus(SMALL)),
                result("IJV-L-J1", LARGE),
                result("IJV-L-J2", MIDDLE),
                result("IJV-L-J3", SMALL));

        List<String> lines = AgreementCsv.of(all, 5, row -> row.segment().equals("IJV-L-J2"))
                .lines()
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("MRV,CATHETER,IJV-L-J2,,,").endsWith(",suppressed: a cell below 5");
    }

    private static int some(Random random) {
        return random.nextInt(3) == 0 ? random.nextInt(6) : random.nextInt(40);
    }

    private static boolean isSmall(ContingencyTable table) {
        return List.of(table.bothPositive(), table.testOnly(), table.referenceOnly(), table.bothNegative()).stream()
                .anyMatch(cell -> cell > 0 && cell < 5);
    }

    @Test
    void zeroIsNoSmallCell() {
        assertThat(csv(result("", new ContingencyTable(20, 0, 0, 30))).get(1)).contains(",20,0,0,30,");
    }

    private static int cells(String line) {
        return line.split(",", -1).length;
    }

    private static List<String> csv(AgreementResult... results) {
        return AgreementCsv.of(List.of(results), 5, row -> true).lines().toList();
    }

    private static AgreementResult result(String segment, ContingencyTable table) {
        return new AgreementResult(
                Examination.MRV, Examination.CATHETER, segment, new ClusteredTable(Map.of(table, 1L)), 0, 0);
    }
}
