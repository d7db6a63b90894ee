package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetWriterTest {
    private static Dataset dataset() {
        Dataset item = Dataset.builder()
                .put(Tag.CodeValue, "T-48170")
                .put(Tag.CodeMeaning, "Vena jugularis interna")
                .build();
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, "2.25.1")
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "1")
                .putInt(Tag.Rows, 512)
                .putDecimal(Tag.PixelSpacing, 0.5, 0.25)
                .putItems(Tag.AnatomicRegionSequence, item, Dataset.empty())
                .putPrivate("CONFLUENS TEST", 0x0099, 1, VR.UT, "text")
                .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4})
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.ImplicitVRLittleEndian,
                UID.ExplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.DeflatedExplicitVRLittleEndian
            })
    void writesWhatReadsBackTheSame(String uid) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(uid);
        byte[] bytes = DatasetWriter.bytes(dataset(), syntax);
        ReadResult result = DatasetReader.read(bytes, syntax, ReadOptions.keepEverything());
        assertThat(result.problems()).isEmpty();
        assertThat(result.transferSyntax()).isEqualTo(syntax);
        if (syntax.explicitVr()) {
            assertThat(result.dataset()).isEqualTo(dataset());
        }
        assertThat(result.dataset().string(Tag.PatientName)).contains("DOE^JANE");
        assertThat(result.dataset().integer(Tag.Rows)).hasValue(512);
        assertThat(result.dataset().decimals(Tag.PixelSpacing)).containsExactly(0.5, 0.25);
        assertThat(result.dataset().items(Tag.AnatomicRegionSequence)).hasSize(2);
    }

    @Test
    void writesAFileThatReadsBackTheSame() throws IOException {
        byte[] bytes =
                Part10.of(dataset(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).bytes();
        Part10 file = Part10.read(new ByteArrayInputStream(bytes), ReadOptions.keepEverything());
        assertThat(file.problems()).isEmpty();
        assertThat(file.dataset()).isEqualTo(dataset());
        assertThat(file.meta().string(Tag.MediaStorageSOPInstanceUID)).contains("2.25.1");
    }

    @Test
    void padsValuesToAnEvenLengthByTheirVr() throws IOException {
        Dataset dataset = Dataset.builder()
                .put(Tag.SOPInstanceUID, "1.2.3")
                .put(Tag.PatientID, "1")
                .putBytes(Tag.EncapsulatedDocument, VR.OB, new byte[] {1})
                .build();
        Dataset read = DatasetReader.read(
                        DatasetWriter.bytes(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        ReadOptions.keepEverything())
                .dataset();
        assertThat(read.bytes(Tag.SOPInstanceUID)).contains("1.2.3\0".getBytes());
        assertThat(read.bytes(Tag.PatientID)).contains("1 ".getBytes());
        assertThat(read.bytes(Tag.EncapsulatedDocument)).contains(new byte[] {1, 0});
    }

    @Test
    void keepsWordsOfOddLengthInEitherByteOrder() throws IOException {
        Dataset dataset = Dataset.builder()
                .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3})
                .build();
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
        assertThat(DatasetReader.read(DatasetWriter.bytes(dataset, syntax), syntax, ReadOptions.keepEverything())
                        .dataset())
                .isEqualTo(dataset);
    }

    @Test
    void writesAValueThatIsTooLongForItsHeaderAsUn() throws IOException {
        String[] values = new String[20_000];
        Arrays.fill(values, "0.25");
        Dataset dataset = Dataset.builder().put(Tag.ContourData, values).build();
        byte[] bytes = DatasetWriter.bytes(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(new String(bytes, 4, 2)).isEqualTo("UN");
        Dataset read = DatasetReader.read(bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything())
                .dataset();
        assertThat(read).isEqualTo(dataset);
        assertThat(read.decimals(Tag.ContourData)).hasSize(20_000).containsOnly(0.25);
    }

    @Test
    void refusesToWriteWhatWasSkipped() {
        Dataset dataset = Dataset.builder()
                .put(new BulkElement(Tag.PixelData, VR.OW, 10, 0, Optional.empty()))
                .build();
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatasetWriter.bytes(dataset, syntax))
                .withMessageContaining("(7FE0,0010)");
        assertThatIOException().isThrownBy(() -> DatasetWriter.write(dataset, syntax, OutputStream.nullOutputStream()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00091010, 0x7FE00011})
    void writesFragmentsThatNoDictionaryTellsAsTheValueThatTheyMakeUpWhereHeadersAreImplicit(int tag)
            throws IOException {
        FragmentsElement fragments = new FragmentsElement(tag, VR.OB, List.of(new byte[0], new byte[] {1, 2, 3, 4}));
        Dataset dataset = Dataset.builder()
                .put(0x00090010, VR.LO, "CREATOR")
                .put(fragments)
                .put(Tag.PatientID, "TEST")
                .build();
        TransferSyntax implicit = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        Dataset read = DatasetReader.read(
                        DatasetWriter.bytes(dataset, implicit), implicit, ReadOptions.keepEverything())
                .dataset();
        assertThat(read.bytes(tag)).hasValue(fragments.encoded());
        assertThat(read.string(Tag.PatientID)).hasValue("TEST");
    }
}
