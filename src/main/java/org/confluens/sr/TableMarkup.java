package org.confluens.sr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.ValueElement;

/** Renders a TABLE item, whose cells may come one by one, by rows or by columns (PS3.3 C.18.10.1.2). */
final class TableMarkup {

    /** No more cells than this are laid out, whatever size a table says it has. */
    private static final int MAX_CELLS = 10_000;

    private record Cell(int row, int column) {}

    /** What rows or columns are called: each by its number until one is named for all that are left. */
    private record Names(Map<Integer, String> byNumber, Optional<String> forOthers) {

        static Names of(List<Table.Line> lines) {
            Map<Integer, String> byNumber = new HashMap<>();
            for (Table.Line line : lines) {
                String name = line.concept().meaning()
                        + line.unit().map(unit -> " [" + unit.value() + "]").orElse("");
                if (line.number().isEmpty()) {
                    return new Names(byNumber, Optional.of(name));
                }
                byNumber.putIfAbsent(line.number().get(), name);
            }
            return new Names(byNumber, Optional.empty());
        }

        Optional<String> of(int number) {
            return Optional.ofNullable(byNumber.get(number)).or(() -> forOthers);
        }
    }

    private final Markup out;
    private final Labels labels;

    TableMarkup(Markup out, Labels labels) {
        this.out = out;
        this.labels = labels;
    }

    void render(Table table) {
        Map<Cell, String> cells = cells(table);
        int rows = Math.max(table.rows(), 0);
        int columns = Math.max(table.columns(), 0);
        if ((long) Math.max(rows, 1) * Math.max(columns, 1) > MAX_CELLS) {
            out.text(rows + " × " + columns);
            return;
        }
        Names columnNames = Names.of(table.columnNames());
        Names rowNames = Names.of(table.rowNames());
        out.raw("<table><thead><tr><td></td>");
        for (int column = 1; column <= columns; column++) {
            header("col", columnNames, "column", column);
        }
        out.raw("</tr></thead><tbody>\n");
        for (int row = 1; row <= rows; row++) {
            out.raw("<tr>");
            header("row", rowNames, "row", row);
            for (int column = 1; column <= columns; column++) {
                out.element("td", cells.getOrDefault(new Cell(row, column), ""));
            }
            out.raw("</tr>\n");
        }
        out.raw("</tbody></table>\n");
    }

    private void header(String scope, Names names, String word, int number) {
        String name = names.of(number).orElse(labels.of(word) + " " + number);
        out.raw("<th scope=\"" + scope + "\">").text(name).raw("</th>");
    }

    private static Map<Cell, String> cells(Table table) {
        Map<Cell, String> cells = new HashMap<>();
        for (Table.Cells one : table.cells()) {
            List<String> values = values(one.value());
            for (int i = 0; i < values.size() && cells.size() < MAX_CELLS; i++) {
                int row = place(one.row(), one.column().isPresent(), i);
                int column = place(one.column(), one.row().isPresent(), i);
                cells.put(new Cell(row, column), values.get(i));
            }
        }
        return cells;
    }

    /** The number that is given; where only the other is, the values run along this one. */
    private static int place(Optional<Integer> given, boolean otherGiven, int index) {
        return given.orElse(otherGiven ? index + 1 : 1);
    }

    private static List<String> values(Dataset cell) {
        List<String> codes = cell.items(Tag.SelectorCodeSequenceValue).stream()
                .map(code -> code.string(Tag.CodeMeaning, ""))
                .toList();
        if (!codes.isEmpty()) {
            return codes;
        }
        for (Element element : cell) {
            if (element instanceof ValueElement value && element.tag() != Tag.SelectorAttributeVR) {
                return value.strings();
            }
        }
        return List.of();
    }
}
