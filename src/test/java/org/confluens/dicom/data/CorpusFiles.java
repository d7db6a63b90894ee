package org.confluens.dicom.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of the DICOM corpus, by the paths of its manifest. */
final class CorpusFiles {
    private static final Path FOLDER = Path.of(System.getProperty("confluens.corpus", ""));

    private CorpusFiles() {}

    static List<String> files() throws IOException {
        return Files.readAllLines(FOLDER.resolve("MANIFEST.csv"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("dicom/") || line.startsWith("sr/"))
                .map(line -> line.substring(0, line.indexOf(',')))
                .filter(name -> Files.isRegularFile(FOLDER.resolve(name)))
                .filter(name -> !name.endsWith(".json") && !name.endsWith(".csv"))
                .toList();
    }

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    static Part10 read(String name) throws IOException {
        return Part10.read(file(name), ReadOptions.keepEverything());
    }
}
