package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;

class TableItemTest {

    private static final Code TIME = Samples.dcm("122146", "Procedure DateTime");

    @Test
    void comesBackEqualFromAnExtensibleReport() throws Exception {
        SrDocument document = document(tubeCurrent());
        SrReading reading = SrReader.read(SrWriter.write(document));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.document()).isEqualTo(document);
    }

    @Test
    void laysOutColumnsThatComeAsOneListEach() {
        String page = SrHtml.render(document(tubeCurrent()), Locale.ENGLISH);

        assertThat(page)
                .contains("<th scope=\"col\">Procedure DateTime</th>", "<th scope=\"col\">Length [mm]</th>")
                .contains("<td dir=\"auto\">20260115103000</td><td dir=\"auto\">1.5</td>");
    }

    @Test
    void laysOutCellsOneByOneAndLeavesTheOthersEmpty() {
        String page = SrHtml.render(document(identity()), Locale.ENGLISH);

        assertThat(page)
                .contains("<th scope=\"row\">Row 2</th><td dir=\"auto\"></td><td dir=\"auto\">1.0</td>")
                .contains("<th scope=\"col\">Column 1</th>");
    }

    @Test
    void doesNotLayOutATableOfAbsurdSize() {
        Table huge = new Table(
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                List.of(),
                List.of(),
                identity().cells(),
                Dataset.empty());

        assertThat(SrHtml.render(document(huge), Locale.ENGLISH)).hasSizeLessThan(10_000);
    }

    private static SrDocument document(Table table) {
        return Samples.draft(ContainerItem.root(
                        Samples.TITLE, TableItem.of(RelationshipType.CONTAINS, Samples.FINDING, table)))
                .sopClass(UID.ExtensibleSRStorage)
                .build();
    }

    /** Two columns, each given as one list: moments and lengths. */
    private static Table tubeCurrent() {
        Dataset moments = Dataset.builder()
                .put(Tag.SelectorAttributeVR, "DT")
                .put(Tag.SelectorDTValue, "20260115103000", "20260115103001")
                .build();
        Dataset lengths = Dataset.builder()
                .put(Tag.SelectorAttributeVR, "FL")
                .putDecimal(Tag.SelectorFLValue, 1.5, 2.5)
                .build();
        return new Table(
                2,
                2,
                List.of(),
                List.of(
                        new Table.Line(Optional.of(1), TIME, Optional.empty(), Dataset.empty()),
                        new Table.Line(
                                Optional.of(2), Samples.LENGTH, Optional.of(Samples.MILLIMETRE), Dataset.empty())),
                List.of(
                        new Table.Cells(Optional.empty(), Optional.of(1), moments),
                        new Table.Cells(Optional.empty(), Optional.of(2), lengths)),
                Dataset.empty());
    }

    /** Two by two, of which only the diagonal is filled, one cell at a time. */
    static Table identity() {
        List<Table.Cells> cells = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            cells.add(new Table.Cells(
                    Optional.of(i),
                    Optional.of(i),
                    Dataset.builder()
                            .put(Tag.SelectorAttributeVR, "FD")
                            .putDecimal(Tag.SelectorFDValue, 1)
                            .build()));
        }
        return new Table(2, 2, List.of(), List.of(), cells, Dataset.empty());
    }
}
