package org.confluens.worklist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;

/** How a data set lies in the database: Explicit VR Little Endian, text in UTF-8. */
public final class ItemCodec {

    private ItemCodec() {}

    public static byte[] encode(Dataset dataset) {
        Dataset unicode =
                dataset.toBuilder().put(Tag.SpecificCharacterSet, "ISO_IR 192").build();
        return DatasetWriter.bytes(unicode, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    public static Dataset decode(byte[] bytes) {
        try {
            return DatasetReader.read(
                            new ByteArrayInputStream(bytes),
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                            ReadOptions.keepEverything())
                    .dataset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
