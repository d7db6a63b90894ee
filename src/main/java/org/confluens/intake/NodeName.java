package org.confluens.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.confluens.platform.disk.OwnerOnly;

/** The name under which the database remembers how far this node's journal has been read; it lives with the journal. */
final class NodeName {

    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}");

    private NodeName() {}

    static String in(Path directory) throws IOException {
        Path file = directory.resolve("node");
        if (Files.exists(file)) {
            String name = Files.readString(file).strip();
            if (!NAME.matcher(name).matches()) {
                throw new IOException("the file 'node' of the intake journal holds no node's name");
            }
            return name;
        }
        String name = UUID.randomUUID().toString();
        Path draft = OwnerOnly.write(directory.resolve("node.new"), name.getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return name;
    }
}
