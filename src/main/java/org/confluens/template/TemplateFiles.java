package org.confluens.template;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the XML files of a catalogue: those of a folder, or those that came with the software. */
final class TemplateFiles {
    private static final String PACKAGED = "/sr-templates/";
    private static final long LARGEST = 4L << 20;

    private TemplateFiles() {}

    /** The content of each XML file directly in the folder, by name. */
    static Map<String, byte[]> in(Path folder) throws TemplateException {
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, byte[]> contents = new TreeMap<>();
            for (Path file : files.filter(TemplateFiles::isXml).toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
            return contents;
        } catch (IOException e) {
            throw new TemplateException(
                    List.of(new TemplateProblem(folder.toString(), 0, "unreadable", "the folder can't be read: " + e)));
        }
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

    private static boolean isXml(Path file) {
        try {
            return file.getFileName().toString().endsWith(".xml")
                    && Files.isRegularFile(file)
                    && Files.size(file) <= LARGEST;
        } catch (IOException e) {
            return false;
        }
    }
}
