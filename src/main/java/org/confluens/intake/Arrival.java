package org.confluens.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.patient.PatientKey;

/**
 * An instance on its way from the journal to the database.
 *
 * @param instance its record; of a long header it may have the beginning only
 * @param dataset its attributes; of a long header those before the content
 * @param pieces a long header as the database keeps it
 */
record Arrival(IntakeRecord instance, Dataset dataset, Optional<HeaderPieces> pieces) {

    /** All that is asked of an arrival lies before the content of a document. */
    private static final int CONTENT = 0x0040_0000;

    /** An arrival whose record has its whole header. */
    Arrival(IntakeRecord instance, Dataset dataset) {
        this(
                instance,
                dataset,
                instance.header().length > HeaderPieces.LONG
                        ? Optional.of(HeaderPieces.of(ByteBuffer.wrap(instance.header())))
                        : Optional.empty());
    }

    /**
     * Reads a record of the journal. What the database needs of a long one is made here, outside of any transaction.
     *
     * @throws IOException when the bytes are not those of a record, or its header can't be read
     */
    static Arrival of(byte[] payload) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        IntakeRecord beginning = IntakeRecord.decode(bytes, HeaderCodec.WINDOW_BYTES);
        if (bytes.remaining() <= HeaderPieces.LONG) {
            IntakeRecord whole = IntakeRecord.decode(payload);
            return new Arrival(whole, whole.dataset());
        }
        InputStream header = new ByteArrayInputStream(payload, bytes.position(), bytes.remaining());
        Dataset dataset = DatasetReader.read(
                        header,
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        ReadOptions.headersOnly().stopBefore(CONTENT))
                .dataset();
        return new Arrival(beginning, dataset, Optional.of(HeaderPieces.of(bytes)));
    }

    /**
     * What of the header stands for its series: all of it, of a long one what can be read of it in a megabyte. The others
     * of the series are deflated against its beginning.
     */
    byte[] sample() {
        if (pieces.isEmpty()) {
            return instance.header();
        }
        Dataset.Builder sample = Dataset.builder();
        int left = HeaderPieces.LONG;
        for (Element element : HeaderFilter.header(dataset)) {
            int length = bytes(Dataset.builder().put(element)).length;
            if (length <= left) {
                sample.put(element);
                left -= length;
            }
        }
        return bytes(sample);
    }

    private static byte[] bytes(Dataset.Builder dataset) {
        return DatasetWriter.bytes(dataset.build(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    String sopInstanceUid() {
        return instance.sopInstanceUid();
    }

    String studyInstanceUid() {
        return dataset.string(Tag.StudyInstanceUID, "");
    }

    String seriesInstanceUid() {
        return dataset.string(Tag.SeriesInstanceUID, "");
    }

    Instant receivedAt() {
        return instance.receivedAt();
    }

    StorageClasses.Kind kind() {
        return StorageClasses.kind(instance.sopClassUid());
    }

    PatientKey patientKey() {
        String id = text(Tag.PatientID);
        return id.isEmpty()
                ? PatientKey.notIdentified(studyInstanceUid())
                : new PatientKey(id, text(Tag.IssuerOfPatientID));
    }

    /** A value without the characters that a database can't take. */
    String text(int tag) {
        String value = dataset.string(tag, "");
        return value.indexOf('\0') < 0 ? value : value.replace("\0", "");
    }
}
