package org.confluens.intake.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a journal. A segment's name is its number in hexadecimal; its content is a header of 16 bytes (the form and
 * the number) and then records, each behind its {@link Frame}. Segments of the form before have another frame, {@link
 * OldFrames}.
 */
final class Segments {

    static final long OLD_MAGIC = 0x434F4E464C4A3031L; // "CONFLJ01"
    static final long MAGIC = 0x434F4E464C4A3032L; // "CONFLJ02"
    static final int HEADER_BYTES = 16;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}\\.journal");
    private static final int HEXADECIMAL = 16;

    private final Path directory;

    Segments(Path directory) {
        this.directory = directory;
    }

    Path file(long number) {
        return directory.resolve(String.format("%016x.journal", number));
    }

    /** Makes the names of new segments survive a power cut. */
    void forceDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The numbers of the segments that exist, in order. */
    List<Long> numbers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .map(name -> Long.parseLong(name.substring(0, HEXADECIMAL), HEXADECIMAL))
                    .sorted()
                    .toList();
        }
    }
}
