package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.confluens.dicom.data.DatasetReadException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Part10Test {
    private static final int PREAMBLE = 128;

    private static Dataset dataset() {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, "2.25.1")
                .put(Tag.PatientName, "DOE^JANE")
                .build();
    }

    private static byte[] file(TransferSyntax syntax) throws IOException {
        return Part10.of(dataset(), syntax).bytes();
    }

    private static Part10 read(byte[] bytes) throws IOException {
        return Part10.read(new ByteArrayInputStream(bytes), ReadOptions.keepEverything());
    }

    private static void assertRefused(byte[] bytes, Code code) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void writesAPreambleOfZerosAndCompleteMetaInformation() throws IOException {
        byte[] bytes = file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(Arrays.copyOf(bytes, PREAMBLE)).containsOnly(0);
        assertThat(new String(bytes, PREAMBLE, 4)).isEqualTo("DICM");
        Dataset meta = read(bytes).meta();
        assertThat(meta.bytes(Tag.FileMetaInformationVersion)).contains(new byte[] {0, 1});
        assertThat(meta.string(Tag.MediaStorageSOPClassUID)).contains(UID.MRImageStorage);
        assertThat(meta.string(Tag.MediaStorageSOPInstanceUID)).contains("2.25.1");
        assertThat(meta.string(Tag.TransferSyntaxUID)).contains(UID.ExplicitVRLittleEndian);
        assertThat(Uids.isValid(meta.string(Tag.ImplementationClassUID, ""))).isTrue();
    }

    @Test
    void readsFromAPath(@TempDir Path folder) throws IOException {
        Path path = Files.write(folder.resolve("a.dcm"), file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        assertThat(Part10.read(path, ReadOptions.headersOnly()).dataset()).isEqualTo(dataset());
    }

    @Test
    void readsAFileWithoutPreambleAndOneWithoutPreambleAndPrefix() throws IOException {
        byte[] whole = file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        for (int left : new int[] {PREAMBLE, PREAMBLE + 4}) {
            Part10 file = read(Arrays.copyOfRange(whole, left, whole.length));
            assertThat(file.dataset()).isEqualTo(dataset());
            assertThat(file.problems()).extracting(ReadProblem::code).containsExactly(ReadProblem.Code.NO_PREAMBLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UID.ImplicitVRLittleEndian, UID.ExplicitVRLittleEndian, UID.ExplicitVRBigEndian})
    void readsABareDataSet(String syntax) throws IOException {
        Part10 file = read(DatasetWriter.bytes(dataset(), TransferSyntax.of(syntax)));
        assertThat(file.dataset()).isEqualTo(dataset());
        assertThat(file.transferSyntax().uid()).isEqualTo(syntax);
        assertThat(file.problems())
                .extracting(ReadProblem::code)
                .containsExactly(ReadProblem.Code.NO_PREAMBLE, ReadProblem.Code.NO_META_INFORMATION);
    }

    @Test
    void readsUnknownTransferSyntaxesAsExplicitLittleEndian() throws IOException {
        Part10 file = read(file(TransferSyntax.of("2.25.99")));
        assertThat(file.dataset()).isEqualTo(dataset());
        assertThat(file.problems())
                .extracting(ReadProblem::code)
                .containsExactly(ReadProblem.Code.UNKNOWN_TRANSFER_SYNTAX);
    }

    @Test
    void keepsWhatElseIsInTheMetaInformation() throws IOException {
        Dataset meta =
                Dataset.builder().put(Tag.SourceApplicationEntityTitle, "TEST").build();
        Part10 file = new Part10(meta, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataset(), List.of());
        assertThat(read(file.bytes()).meta().string(Tag.SourceApplicationEntityTitle))
                .contains("TEST");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertRefused(new byte[0], Code.NOT_DICOM);
        assertRefused(new byte[PREAMBLE], Code.NOT_DICOM);
        assertRefused("<?xml version=\"1.0\"?><html>".getBytes(), Code.NOT_DICOM);
        assertRefused(Arrays.copyOf("MZ".getBytes(), 4000), Code.NOT_DICOM);
    }

    @Test
    void refusesMetaInformationWithoutADataSet() throws IOException {
        byte[] whole = file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        int dataSet = DatasetWriter.bytes(dataset(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).length;
        assertRefused(Arrays.copyOf(whole, whole.length - dataSet), Code.TRUNCATED);
    }
}
