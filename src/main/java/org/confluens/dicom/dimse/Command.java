package org.confluens.dicom.dimse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;

/** A command set, PS3.7 section 6.3: always Implicit VR Little Endian, its group length first. */
record Command(int contextId, Dataset set) {
    static final int NO_DATA_SET = 0x0101;
    private static final int DATA_SET_FOLLOWS = 0x0001;
    private static final int GROUP_LENGTH_ELEMENT = 12;

    /** @throws IOException if the bytes are no data set */
    static Command decode(int contextId, byte[] bytes, int length) throws IOException {
        Dataset set = DatasetReader.read(
                        new ByteArrayInputStream(bytes, 0, length),
                        TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                        ReadOptions.keepEverything())
                .whole();
        return new Command(contextId, set);
    }

    byte[] encode() {
        byte[] rest = DatasetWriter.bytes(set, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        return ByteBuffer.allocate(GROUP_LENGTH_ELEMENT + rest.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Tag.CommandGroupLength)
                .putInt(4)
                .putInt(rest.length)
                .put(rest)
                .array();
    }

    /** A request to send. */
    static Dataset.Builder request(CommandField field, int messageId, boolean dataSet) {
        return Dataset.builder()
                .putInt(Tag.CommandField, field.code())
                .putInt(Tag.MessageID, messageId)
                .putInt(Tag.CommandDataSetType, dataSet ? DATA_SET_FOLLOWS : NO_DATA_SET);
    }

    /** The response to this request, which repeats what the standard wants repeated. */
    Dataset.Builder response(DimseStatus status, boolean dataSet) {
        Dataset.Builder response = Dataset.builder()
                .putInt(Tag.CommandField, fieldCode() | CommandField.RESPONSE)
                .putInt(Tag.MessageIDBeingRespondedTo, messageId())
                .putInt(Tag.CommandDataSetType, dataSet ? DATA_SET_FOLLOWS : NO_DATA_SET)
                .putInt(Tag.Status, status.code());
        if (!sopClassUid().isEmpty()) {
            response.put(Tag.AffectedSOPClassUID, sopClassUid());
        }
        if (!sopInstanceUid().isEmpty()) {
            response.put(Tag.AffectedSOPInstanceUID, sopInstanceUid());
        }
        return response;
    }

    int fieldCode() {
        return set.integer(Tag.CommandField, 0);
    }

    boolean isResponse() {
        return (fieldCode() & CommandField.RESPONSE) != 0;
    }

    int messageId() {
        return set.integer(Tag.MessageID, 0);
    }

    int messageIdRespondedTo() {
        return set.integer(Tag.MessageIDBeingRespondedTo, -1);
    }

    boolean hasDataSet() {
        return set.integer(Tag.CommandDataSetType, NO_DATA_SET) != NO_DATA_SET;
    }

    DimseStatus status() {
        // A response without a status can't be taken for a success.
        return DimseStatus.of(set.integer(Tag.Status, DimseStatus.PROCESSING_FAILURE.code()) & 0xFFFF);
    }

    /** Affected SOP Class UID, or Requested SOP Class UID in the requests that have that instead. */
    String sopClassUid() {
        return set.string(Tag.AffectedSOPClassUID)
                .or(() -> set.string(Tag.RequestedSOPClassUID))
                .orElse("");
    }

    String sopInstanceUid() {
        return set.string(Tag.AffectedSOPInstanceUID)
                .or(() -> set.string(Tag.RequestedSOPInstanceUID))
                .orElse("");
    }

    String text(int tag) {
        return set.string(tag, "");
    }

    int integer(int tag) {
        return set.integer(tag, 0);
    }

    /** The attributes that an N-GET lists. */
    List<Integer> attributes() {
        List<Integer> tags = new ArrayList<>();
        for (int tag : set.integers(Tag.AttributeIdentifierList)) {
            tags.add(tag);
        }
        return tags;
    }
}
