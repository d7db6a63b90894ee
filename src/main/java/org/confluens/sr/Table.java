package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;

/** Tabulated values (PS3.3 C.18.10): a table of which rows, columns and cells may be left out. */
public record Table(
        int rows, int columns, List<Line> rowNames, List<Line> columnNames, List<Cells> cells, Dataset others) {

    /** What a row or a column means, and its unit; without a number it holds for all of them. */
    public record Line(Optional<Integer> number, Code concept, Optional<Code> unit, Dataset others) {}

    /**
     * The values of one cell (both numbers), of a whole row or of a whole column. The value itself is one of the
     * selector attributes (PS3.3 C.18.10.1.2), so it stays a data set.
     */
    public record Cells(Optional<Integer> row, Optional<Integer> column, Dataset value) {}

    public Table {
        rowNames = List.copyOf(rowNames);
        columnNames = List.copyOf(columnNames);
        cells = List.copyOf(cells);
        Objects.requireNonNull(others, "others");
    }
}
