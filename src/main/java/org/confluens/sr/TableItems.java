package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Tables in Tabulated Values Sequence (PS3.3 C.18.10). */
final class TableItems {

    private TableItems() {}

    static Table read(Dataset source, Findings findings) {
        Optional<Dataset> present = source.item(Tag.TabulatedValuesSequence);
        if (present.isEmpty()) {
            findings.missing(Tag.TabulatedValuesSequence);
        }
        Dataset item = present.orElse(Dataset.empty());
        return new Table(
                item.integer(Tag.NumberOfTableRows, 0),
                item.integer(Tag.NumberOfTableColumns, 0),
                lines(item, Tag.TableRowDefinitionSequence, Tag.TableRowNumber, findings),
                lines(item, Tag.TableColumnDefinitionSequence, Tag.TableColumnNumber, findings),
                cells(item),
                item.filter(tag -> tag != Tag.NumberOfTableRows
                        && tag != Tag.NumberOfTableColumns
                        && tag != Tag.TableRowDefinitionSequence
                        && tag != Tag.TableColumnDefinitionSequence
                        && tag != Tag.CellValuesSequence));
    }

    static Dataset write(Table table) {
        Dataset.Builder item = table.others().toBuilder()
                .putInt(Tag.NumberOfTableRows, table.rows())
                .putInt(Tag.NumberOfTableColumns, table.columns());
        putLines(item, Tag.TableRowDefinitionSequence, Tag.TableRowNumber, table.rowNames());
        putLines(item, Tag.TableColumnDefinitionSequence, Tag.TableColumnNumber, table.columnNames());
        List<Dataset> cells = new ArrayList<>();
        for (Table.Cells one : table.cells()) {
            Dataset.Builder cell = one.value().toBuilder();
            one.row().ifPresent(row -> cell.putInt(Tag.TableRowNumber, row));
            one.column().ifPresent(column -> cell.putInt(Tag.TableColumnNumber, column));
            cells.add(cell.build());
        }
        return item.putItems(Tag.CellValuesSequence, cells).build();
    }

    private static List<Table.Line> lines(Dataset item, int sequence, int number, Findings findings) {
        List<Table.Line> lines = new ArrayList<>();
        for (Dataset line : item.items(sequence)) {
            lines.add(new Table.Line(
                    number(line, number),
                    CodeItems.first(line, Tag.ConceptNameCodeSequence, findings).orElseGet(() -> {
                        findings.missing(Tag.ConceptNameCodeSequence);
                        return new Code("", "", "");
                    }),
                    CodeItems.first(line, Tag.MeasurementUnitsCodeSequence, findings),
                    line.filter(tag -> tag != number
                            && tag != Tag.ConceptNameCodeSequence
                            && tag != Tag.MeasurementUnitsCodeSequence)));
        }
        return lines;
    }

    private static void putLines(Dataset.Builder item, int sequence, int number, List<Table.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        List<Dataset> items = new ArrayList<>();
        for (Table.Line line : lines) {
            Dataset.Builder builder = line.others().toBuilder();
            line.number().ifPresent(value -> builder.putInt(number, value));
            CodeItems.put(builder, Tag.ConceptNameCodeSequence, Optional.of(line.concept()));
            CodeItems.put(builder, Tag.MeasurementUnitsCodeSequence, line.unit());
            items.add(builder.build());
        }
        item.putItems(sequence, items);
    }

    private static List<Table.Cells> cells(Dataset item) {
        List<Table.Cells> cells = new ArrayList<>();
        for (Dataset cell : item.items(Tag.CellValuesSequence)) {
            cells.add(new Table.Cells(
                    number(cell, Tag.TableRowNumber),
                    number(cell, Tag.TableColumnNumber),
                    cell.filter(tag -> tag != Tag.TableRowNumber && tag != Tag.TableColumnNumber)));
        }
        return cells;
    }

    private static Optional<Integer> number(Dataset item, int tag) {
        OptionalInt number = item.integer(tag);
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
