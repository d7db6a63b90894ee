package org.confluens.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;

/** A document as a version keeps it: Explicit VR Little Endian, compressed, because the text of codes repeats a lot. */
final class SealedDocument {

    private final String sopInstanceUid;
    private final byte[] bytes;

    SealedDocument(String sopInstanceUid, byte[] bytes) {
        this.sopInstanceUid = sopInstanceUid;
        this.bytes = bytes.clone();
    }

    static SealedDocument of(Dataset document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            DatasetWriter.write(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SealedDocument(document.string(Tag.SOPInstanceUID, ""), bytes.toByteArray());
    }

    String sopInstanceUid() {
        return sopInstanceUid;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** The data set in Explicit VR Little Endian, as it was sent. */
    byte[] content() {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return zip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Dataset dataset() {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return DatasetReader.read(zip, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything())
                    .dataset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
