package org.confluens.worklist.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.confluens.dicom.data.Dictionary;

/** The supported keys, read from {@code keys.csv}: PS3.4 table K.6-1 and what worklist servers commonly add. */
final class KeyTable {

    private static final Map<Integer, Key> ROOT = read();

    private KeyTable() {}

    /** The keys of the identifier itself, by tag. */
    static Map<Integer, Key> root() {
        return ROOT;
    }

    private static Map<Integer, Key> read() {
        Map<Integer, Key> root = new TreeMap<>(Integer::compareUnsigned);
        rows().forEach(row -> add(root, row.split(";")));
        return root;
    }

    private static List<String> rows() {
        try (InputStream in = Objects.requireNonNull(KeyTable.class.getResourceAsStream("keys.csv"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .skip(1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Map<Integer, Key> root, String[] row) {
        Map<Integer, Key> level = root;
        String[] path = row[0].split("/");
        for (int i = 0; i < path.length - 1; i++) {
            level = level.get(tag(path[i])).nested();
        }
        int tag = tag(path[path.length - 1]);
        Matching matching = Matching.valueOf(row[1].toUpperCase(Locale.ROOT));
        level.put(tag, new Key(tag, matching, ReturnType.of(row[2]), new TreeMap<>(Integer::compareUnsigned)));
    }

    private static int tag(String keyword) {
        return Dictionary.tag(keyword)
                .orElseThrow(() -> new IllegalStateException("keys.csv: no such attribute: " + keyword));
    }
}
