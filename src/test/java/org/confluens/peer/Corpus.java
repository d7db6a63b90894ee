package org.confluens.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of other products that tests read, where the system property {@code confluens.corpus} says they are. */
public final class Corpus {

    static final String PROPERTY = "confluens.corpus";

    private Corpus() {}

    /** Whether anybody said where the corpus is. */
    public static boolean isThere() {
        return !System.getProperty(PROPERTY, "").isEmpty();
    }

    /** The files of the corpus or of one of its folders, in the order of their names. */
    public static List<Path> files(String folder) {
        try (Stream<Path> files =
                Files.walk(Path.of(System.getProperty(PROPERTY)).resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
