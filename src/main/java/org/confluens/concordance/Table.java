package org.confluens.concordance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads this package's tables: semicolons between cells, the first line names them, {@code #} begins a comment. */
final class Table {
    private Table() {}

    static List<String[]> rows(String resource, int columns) {
        try (InputStream in = Table.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .map(line -> cells(resource, line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static String[] cells(String resource, String line, int columns) {
        String[] cells = line.split("\\s*;\\s*", -1);
        if (cells.length != columns) {
            throw new IllegalStateException(resource + ": " + columns + " cells expected in: " + line);
        }
        return cells;
    }
}
