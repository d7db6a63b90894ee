package org.confluens.dicom.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A DICOM file (PS3.10 section 7.1). Files without a preamble, or without File Meta Information, are read too; what lacks
 * is reported.
 *
 * @param meta the File Meta Information as it was read, empty where there is none
 * @param transferSyntax what the data set was in, which may not be what the meta information says
 */
public record Part10(Dataset meta, TransferSyntax transferSyntax, Dataset dataset, List<ReadProblem> problems) {
    /** Who writes, the same as on associations (PS3.7 section D.3.3.2). */
    private static final String IMPLEMENTATION_CLASS_UID = "2.25.285429779398902007454066943905911796545";

    private static final String IMPLEMENTATION_VERSION_NAME = "CONFLUENS_0_1";
    private static final int PREAMBLE = 128;
    private static final byte[] PREFIX = {'D', 'I', 'C', 'M'};

    public Part10 {
        problems = List.copyOf(problems);
    }

    /** A file of a data set, with the meta information that its SOP Common module gives. */
    public static Part10 of(Dataset dataset, TransferSyntax transferSyntax) {
        return new Part10(Dataset.empty(), transferSyntax, dataset, List.of());
    }

    /**
     * Reads a file to its end.
     *
     * @throws DatasetReadException if it is no DICOM file, is cut off, can't be read, or exceeds the limits
     */
    public static Part10 read(InputStream in, ReadOptions options) throws IOException {
        return FileReader.read(new Source(in, options.limits().objectLength()), options);
    }

    /** Reads a file to its end. */
    public static Part10 read(Path file, ReadOptions options) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, options);
        }
    }

    /**
     * The data set, of which nothing can be missing.
     *
     * @throws DatasetReadException if it may be cut off
     */
    public Dataset whole() throws DatasetReadException {
        Problems.requireWhole(problems);
        return dataset;
    }

    /** Writes the file: a preamble of zeros, the meta information made anew, the data set. */
    public void write(OutputStream out) throws IOException {
        out.write(new byte[PREAMBLE]);
        out.write(PREFIX);
        DatasetWriter.write(writtenMeta(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, out);
        DatasetWriter.write(dataset, transferSyntax, out);
    }

    /** The whole file in memory. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes);
        return bytes.toByteArray();
    }

    private Dataset writtenMeta() {
        Dataset.Builder builder = meta.toBuilder()
                .putInt(Tag.FileMetaInformationGroupLength, 0)
                .putBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1})
                .put(Tag.TransferSyntaxUID, transferSyntax.uid())
                .put(Tag.ImplementationClassUID, IMPLEMENTATION_CLASS_UID)
                .put(Tag.ImplementationVersionName, IMPLEMENTATION_VERSION_NAME);
        dataset.string(Tag.SOPClassUID).ifPresent(uid -> builder.put(Tag.MediaStorageSOPClassUID, uid));
        dataset.string(Tag.SOPInstanceUID).ifPresent(uid -> builder.put(Tag.MediaStorageSOPInstanceUID, uid));
        return builder.build();
    }
}
