package org.confluens.hl7;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A table of two columns that comes with the product. */
final class Table {

    private final Map<String, String> rows;

    private Table(Map<String, String> rows) {
        this.rows = rows;
    }

    static Table read(String name) {
        return read(name, key -> key);
    }

    /** @param key what a row's first cell is looked up by */
    static Table read(String name, UnaryOperator<String> key) {
        try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream(name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Table(lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .skip(1)
                    .map(line -> line.split(";", 2))
                    .collect(Collectors.toMap(cells -> key.apply(cells[0]), cells -> cells[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(rows.get(key));
    }
}
