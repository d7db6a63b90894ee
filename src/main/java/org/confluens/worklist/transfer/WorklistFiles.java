package org.confluens.worklist.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;

/**
 * Worklist files as wlmscpfs and Orthanc's plugin use them: DICOM files or bare data sets named {@code .wl}, in a folder
 * or in its sub-folders, one an AE title.
 */
final class WorklistFiles {

    private static final int DEPTH = 2;

    private WorklistFiles() {}

    /** The files below a folder, by name. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".wl"))
                    .sorted()
                    .toList();
        }
    }

    /** The worklist item of a file, without what makes it a file of its own. */
    static Dataset read(Path file) throws IOException {
        Part10 part10 = Part10.read(file, ReadOptions.keepEverything());
        return part10.whole().toBuilder()
                .remove(Tag.SOPClassUID)
                .remove(Tag.SOPInstanceUID)
                .build();
    }
}
