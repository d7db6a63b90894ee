package org.confluens.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of users for services under test, which nobody else can read. */
public final class UserFiles {

    private UserFiles() {}

    /** Writes the file into the folder and tells its path. */
    public static String write(Path folder, String users) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), users);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }
}
