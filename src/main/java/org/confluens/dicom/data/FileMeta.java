package org.confluens.dicom.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The File Meta Information of a DICOM file (PS3.10 section 7.1), for whoever takes the data set's bytes as they are.
 *
 * @param meta empty where there is none
 * @param end where the data set starts, in bytes from the start of the file
 */
public record FileMeta(Dataset meta, long end) {
    /** What a file may take before its data set. */
    private static final ReadLimits LIMITS = new ReadLimits(1_000, 1, 1 << 20, 1 << 20);

    /**
     * Reads a file up to its data set.
     *
     * @throws DatasetReadException if it is no DICOM file, or its meta information can't be read
     */
    public static FileMeta read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FileReader.readMeta(new Source(in, LIMITS.objectLength()), LIMITS);
        }
    }
}
