package org.confluens.dicom.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;

/**
 * An instance to send by C-STORE.
 *
 * @param moveOriginator the C-MOVE that this is a sub-operation of
 */
public record StoreItem(
        String sopClassUid,
        String sopInstanceUid,
        TransferSyntax transferSyntax,
        DataSource dataSet,
        Optional<MoveOriginator> moveOriginator) {

    /** @throws IllegalArgumentException if a UID is missing: PS3.7 section 9.1.1 has no C-STORE without */
    public StoreItem {
        if (sopClassUid.isEmpty() || sopInstanceUid.isEmpty()) {
            throw new IllegalArgumentException("an instance without SOP Class UID or SOP Instance UID");
        }
    }

    /** Who asked for a C-MOVE, PS3.7 table 9.1-1. */
    public record MoveOriginator(String aeTitle, int messageId) {}

    /** A data set, encoded when it is sent. */
    public static StoreItem of(Dataset dataSet, TransferSyntax syntax) {
        return new StoreItem(
                dataSet.string(Tag.SOPClassUID, ""),
                dataSet.string(Tag.SOPInstanceUID, ""),
                syntax,
                out -> DatasetWriter.write(dataSet, syntax, out),
                Optional.empty());
    }

    /**
     * A DICOM file, whose data set is streamed when it is sent.
     *
     * @throws IOException if it is no DICOM file
     */
    public static StoreItem of(Path file) throws IOException {
        return FileSource.open(file).item();
    }

    public StoreItem from(MoveOriginator originator) {
        return new StoreItem(sopClassUid, sopInstanceUid, transferSyntax, dataSet, Optional.of(originator));
    }
}
