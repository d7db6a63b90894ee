package org.confluens.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the XML files of a catalogue: those of a folder, or those that came with the software. */
final class TemplateFiles {
    private static final String PACKAGED = "/sr-templates/";
    private static final int LARGEST = 4 << 20;

    private TemplateFiles() {}

    /** The content of each XML file directly in the folder, by name; all of them must be readable. */
    static Map<String, byte[]> in(Path folder) throws TemplateException {
        Problems problems = new Problems();
        Map<String, byte[]> contents = in(folder, problems);
        problems.throwIfAny();
        return contents;
    }

    /** The content of each XML file directly in the folder that can be read; the others are among the problems. */
    static Map<String, byte[]> in(Path folder, Problems problems) throws TemplateException {
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, byte[]> contents = new TreeMap<>();
            for (Path file : files.filter(TemplateFiles::isXml).toList()) {
                String name = file.getFileName().toString();
                content(file, name, problems).ifPresent(content -> contents.put(name, content));
            }
            return contents;
        } catch (IOException | UncheckedIOException e) {
            throw new TemplateException(
                    List.of(new TemplateProblem(folder.toString(), 0, "unreadable", "the folder can't be read: " + e)));
        }
    }

    private static Optional<byte[]> content(Path file, String name, Problems problems) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length <= LARGEST) {
                return Optional.of(content);
            }
            problems.add(name, 1, "too-large", "the file has more than " + (LARGEST >> 20) + " MB");
        } catch (IOException e) {
            problems.add(name, 1, "unreadable", "the file can't be read: " + e);
        }
        return Optional.empty();
    }

    /** The files that came with the software, in the class path. */
    static Map<String, byte[]> packaged() throws TemplateException {
        URL schema = TemplateFiles.class.getResource(PACKAGED + XmlFiles.SCHEMA);
        if (schema == null) {
            throw new IllegalStateException(PACKAGED + " is not part of this build");
        }
        try {
            URI uri = schema.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return in(Path.of(uri).getParent());
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return in(jar.provider().getPath(uri).getParent());
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(schema + " can't be read", e);
        }
    }

    /** Hidden files are what editors and file systems put beside the one that is edited. */
    private static boolean isXml(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".xml") && !name.startsWith(".") && Files.isRegularFile(file);
    }
}
