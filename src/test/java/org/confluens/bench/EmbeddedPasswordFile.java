package org.confluens.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The password of the embedded database of a data folder. */
public final class EmbeddedPasswordFile {

    private EmbeddedPasswordFile() {}

    /** None before the service has first opened the database. */
    public static String in(Path folder) {
        Path file = folder.resolve("database.password");
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
