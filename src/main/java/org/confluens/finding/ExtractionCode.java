package org.confluens.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.sr.SrDocument;

/** The code by which findings are taken out of documents: its digest tells whether another release could read otherwise. */
final class ExtractionCode {
    private static final String CLASSES = ".class";

    /** One class of each room that takes part: reading a data set, its content tree, and its findings. */
    private static final List<Class<?>> ROOMS = List.of(Dataset.class, SrDocument.class, ExtractionCode.class);

    /** A running process does not change its code. */
    private static final byte[] DIGEST = digest();

    private ExtractionCode() {}

    /** Adds what stands for every class of the rooms that take part. */
    static void addTo(MessageDigest digest) {
        digest.update(DIGEST);
    }

    private static byte[] digest() {
        MessageDigest digest = FindingExtractor.sha256();
        for (Class<?> member : ROOMS) {
            URL place = member.getResource(member.getSimpleName() + CLASSES);
            try {
                add(digest, place);
            } catch (IOException e) {
                throw new UncheckedIOException("the classes beside " + place + " cannot be read", e);
            }
        }
        return digest.digest();
    }

    private static void add(MessageDigest digest, URL place) throws IOException {
        if (place.openConnection() instanceof JarURLConnection jar) {
            try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.getJarFileURL()), Map.of())) {
                addFolder(digest, files.getPath(jar.getEntryName()).getParent());
            }
        } else {
            addFolder(digest, path(place).getParent());
        }
    }

    private static Path path(URL place) {
        try {
            return Path.of(place.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(place + " is no place of a class", e);
        }
    }

    private static void addFolder(MessageDigest digest, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(CLASSES))
                    .sorted()
                    .toList();
            for (Path file : classes) {
                digest.update(Files.readAllBytes(file));
            }
        }
    }
}
