package org.confluens.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that serve DICOM. The container takes away what classes are loaded from before the running requests have
 * ended: a request that then needs its first class of a kind would be cut off. So all of them are loaded before the ports
 * open.
 */
final class ServingClasses {

    private static final String SUFFIX = ".class";
    private static final List<String> ROOMS = List.of("dicom", "intake", "worklist", "delivery");

    private ServingClasses() {}

    /**
     * Loads and initialises them.
     *
     * @return how many were loaded
     * @throws IOException if the folder that the application was loaded from can't be read
     */
    static int load() throws IOException {
        Path root = root();
        ClassLoader loader = ServingClasses.class.getClassLoader();
        int count = 0;
        for (String room : ROOMS) {
            try (Stream<Path> files = Files.walk(root.resolve("org/confluens").resolve(room))) {
                for (Path file : files.filter(ServingClasses::isClass).toList()) {
                    count += isLoaded(name(root.relativize(file)), loader) ? 1 : 0;
                }
            }
        }
        return count;
    }

    /** The folder of the package org, which is where this class came from: a container unpacks an application. */
    private static Path root() throws IOException {
        try {
            Path own = Path.of(
                    ServingClasses.class.getResource("ServingClasses.class").toURI());
            return own.resolve("../../../..").normalize();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IOException("the application was not loaded from a folder", e);
        }
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith("package-info");
    }

    private static String name(Path file) {
        String path = file.toString();
        return path.substring(0, path.length() - SUFFIX.length())
                .replace('/', '.')
                .replace('\\', '.');
    }

    /** What can't be loaded is not needed, or is met when it is. */
    private static boolean isLoaded(String name, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
