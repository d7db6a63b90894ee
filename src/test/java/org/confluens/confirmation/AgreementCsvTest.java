package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.confluens.concordance.ClusteredTable;
import org.confluens.concordance.ContingencyTable;
import org.confluens.finding.Examination;
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
    void zeroIsNoSmallCell() {
        assertThat(csv(result("", new ContingencyTable(20, 0, 0, 30))).get(1)).contains(",20,0,0,30,");
    }

    private static int cells(String line) {
        return line.split(",", -1).length;
    }

    private static List<String> csv(AgreementResult... results) {
        return AgreementCsv.of(List.of(results), 5).lines().toList();
    }

    private static AgreementResult result(String segment, ContingencyTable table) {
        return new AgreementResult(
                Examination.MRV, Examination.CATHETER, segment, new ClusteredTable(Map.of(table, 1L)), 0, 0);
    }
}
