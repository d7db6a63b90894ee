import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the constants {@code Tag} and {@code UID} from the dictionary's tables, so that code can name an attribute by
 * its keyword (PS3.6) and the table stays the only list. A file that would not change is left untouched, so that the
 * compiler's own incremental check holds.
 *
 * <p>Usage: {@code java DictionaryGenerator.java <folder of the tables> <source root to write to>}
 */
public final class DictionaryGenerator {
    private static final String PACKAGE = "org.confluens.dicom.data";

    public static void main(String[] arguments) throws IOException {
        Path tables = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]).resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(folder);
        write(folder.resolve("Tag.java"), tagSource(rows(tables.resolve("dicom-data-elements.csv"))));
        write(folder.resolve("UID.java"), uidSource(rows(tables.resolve("dicom-uids.csv"))));
    }

    private static String tagSource(List<List<String>> rows) {
        StringBuilder source = head("Tag", "Tags of the data elements of PS3.6 by keyword; a repeating group stands for its first.");
        for (List<String> row : rows) {
            String keyword = row.get(5);
            if (!keyword.isEmpty()) {
                String tag = first(row.get(0));
                source.append("    /** ").append(text(row.get(3))).append(", ").append(row.get(1)).append(". */\n");
                source.append("    public static final int ").append(keyword).append(" = 0x").append(tag).append(";\n\n");
            }
        }
        return source.append("    private Tag() {}\n}\n").toString();
    }

    /** The first tag of a repeating group; that of (0028,04x0) is 1, since (0028,0400) is an element of its own. */
    private static String first(String tag) {
        return tag.replace("002804x", "0028041").replace('x', '0');
    }

    private static String uidSource(List<List<String>> rows) {
        StringBuilder source = head("UID", "Unique identifiers of PS3.6 annex A by keyword.");
        for (List<String> row : rows) {
            String keyword = row.get(5);
            if (!keyword.isEmpty()) {
                source.append("    /** ").append(text(row.get(1))).append(", ").append(text(row.get(2))).append(". */\n");
                source.append("    public static final String ").append(keyword);
                source.append(" = \"").append(row.get(0)).append("\";\n\n");
            }
        }
        return source.append("    private UID() {}\n}\n").toString();
    }

    private static StringBuilder head(String name, String sentence) {
        return new StringBuilder("package " + PACKAGE + ";\n\n/** " + sentence + " */\npublic final class " + name + " {\n\n");
    }

    private static String text(String cell) {
        return cell.replace("&", "&amp;").replace("<", "&lt;").replace("*/", "");
    }

    private static List<List<String>> rows(Path table) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(table, StandardCharsets.UTF_8)) {
            rows.add(cells(line));
        }
        return rows.subList(1, rows.size());
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static void write(Path file, String source) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(source)) {
            Files.writeString(file, source);
        }
    }
}
