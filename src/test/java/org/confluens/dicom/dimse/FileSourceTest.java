package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Dataset META = Dataset.builder()
            .put(Tag.MediaStorageSOPClassUID, UID.MRImageStorage)
            .put(Tag.MediaStorageSOPInstanceUID, Uids.nameBased("file"))
            .put(Tag.TransferSyntaxUID, UID.ImplicitVRLittleEndian)
            .build();
    private static final byte[] DATA = DatasetWriter.bytes(
            Dataset.builder().put(Tag.PatientID, "1").build(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    @TempDir
    private Path folder;

    private Path file(Dataset meta) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Arrays.copyOf(new byte[0], 128));
        bytes.write("DICM".getBytes());
        bytes.write(DatasetWriter.bytes(meta, EXPLICIT));
        bytes.write(DATA);
        return Files.write(folder.resolve("file"), bytes.toByteArray());
    }

    private static byte[] sent(StoreItem item) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        item.dataSet().writeTo(out);
        return out.toByteArray();
    }

    @Test
    void sendsTheDataSetOfAFileWithOrWithoutAGroupLength() throws IOException {
        Dataset length =
                META.toBuilder().putInt(Tag.FileMetaInformationGroupLength, 0).build();
        for (Dataset meta : new Dataset[] {META, length}) {
            StoreItem item = StoreItem.of(file(meta));
            assertThat(item.sopClassUid()).isEqualTo(UID.MRImageStorage);
            assertThat(item.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
            assertThat(sent(item)).isEqualTo(DATA);
        }
    }

    @Test
    void refusesAFileThatDoesNotSayWhatItIs() throws IOException {
        for (int tag : new int[] {Tag.MediaStorageSOPInstanceUID, Tag.TransferSyntaxUID}) {
            Path file = file(META.toBuilder().remove(tag).build());
            assertThatThrownBy(() -> StoreItem.of(file)).isInstanceOf(IOException.class);
        }
        Path text = Files.writeString(folder.resolve("text"), "no DICOM file at all");
        assertThatThrownBy(() -> StoreItem.of(text)).isInstanceOf(IOException.class);
    }
}
