package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.confluens.dicom.data.ReadProblem.Code;
import org.junit.jupiter.api.Test;

/** Files that begin otherwise than PS3.10 section 7.1 asks. */
class FileBeginningsTest {
    private static final Dataset IMAGE = Dataset.builder()
            .put(Tag.SOPClassUID, UID.MRImageStorage)
            .put(Tag.SOPInstanceUID, Uids.nameBased("beginning"))
            .put(Tag.PatientID, "1")
            .build();

    private static Part10 read(byte[]... parts) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            file.write(part);
        }
        return Part10.read(new ByteArrayInputStream(file.toByteArray()), ReadOptions.keepEverything());
    }

    private static byte[] prefix() {
        byte[] prefix = new byte[132];
        System.arraycopy("DICM".getBytes(), 0, prefix, 128, 4);
        return prefix;
    }

    @Test
    void readsMetaInformationInBigEndian() throws IOException {
        Dataset meta = Dataset.builder()
                .putInt(Tag.FileMetaInformationGroupLength, 0)
                .put(Tag.TransferSyntaxUID, UID.ExplicitVRBigEndian)
                .build();
        Part10 file = read(
                prefix(),
                DatasetWriter.bytes(meta, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN),
                DatasetWriter.bytes(IMAGE, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN));
        assertThat(file.meta()).isEqualTo(meta);
        assertThat(file.dataset()).isEqualTo(IMAGE);
        assertThat(file.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
        assertThat(file.problems()).extracting(ReadProblem::code).containsExactly(Code.META_LENGTH);
        assertThat(read(file.bytes()).dataset()).isEqualTo(IMAGE);
    }

    @Test
    void readsImplicitHeadersInBigEndian() throws IOException {
        byte[] bytes = EncodedBytes.big()
                .implicitHeader(Tags.of(0x0008, 0x0000), 4)
                .raw((byte) 0, (byte) 0, (byte) 0, (byte) 10)
                .implicit(Tag.Modality, "MR")
                .implicitHeader(Tag.ProcedureCodeSequence, EncodedBytes.UNDEFINED)
                .item(10)
                .implicit(Tag.CodeValue, "A ")
                .endSequence()
                .implicitHeader(Tag.Rows, 2)
                .raw((byte) 1, (byte) 2)
                .bytes();
        Part10 file = read(bytes);
        assertThat(file.dataset().string(Tag.Modality)).contains("MR");
        assertThat(file.dataset().item(Tag.ProcedureCodeSequence).orElseThrow().string(Tag.CodeValue))
                .contains("A");
        assertThat(file.dataset().integer(Tag.Rows)).hasValue(0x0102);
        assertThat(file.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(file.problems()).extracting(ReadProblem::code).contains(Code.OTHER_TRANSFER_SYNTAX);
        assertThat(read(file.bytes()).dataset()).isEqualTo(file.dataset());
    }

    @Test
    void readsABareDataSetThatBeginsWithAPrivateBlock() throws IOException {
        Dataset dataset = Dataset.builder()
                .putPrivate("CONFLUENS TEST", 0x0009, 1, VR.LO, "value")
                .put(Tag.PatientID, "1")
                .build();
        for (TransferSyntax syntax :
                new TransferSyntax[] {TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN
                }) {
            Part10 file = read(DatasetWriter.bytes(dataset, syntax));
            assertThat(file.dataset()).isEqualTo(dataset);
            assertThat(file.transferSyntax()).isEqualTo(syntax);
        }
    }
}
