package org.confluens.app.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What one act of the demonstration leaves for the next, in a small file beside it. */
final class DemoState {

    private final Path file;
    private final Properties values = new Properties();

    private DemoState(Path file) {
        this.file = file;
    }

    static DemoState open(Path file) throws IOException {
        DemoState state = new DemoState(file);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                state.values.load(reader);
            }
        }
        return state;
    }

    void put(String key, String value) throws IOException {
        values.setProperty(key, value);
        try (Writer writer = Files.newBufferedWriter(file)) {
            values.store(writer, null);
        }
    }

    String get(String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("the act before this one did not leave '" + key + "'");
        }
        return value;
    }

    /** A file beside the state, such as {@code draft-first.dcm}. */
    Path sibling(String name) {
        return file.resolveSibling(name);
    }
}
