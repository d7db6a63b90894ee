package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.confluens.dicom.data.DatasetReadException.Code;
import org.junit.jupiter.api.Test;

class InflationTest {
    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;

    private static Dataset dataset() {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.PatientID, "1")
                .putBytes(Tag.PixelData, VR.OW, new byte[50_000])
                .build();
    }

    private static ReadResult read(byte[] bytes) throws IOException {
        return DatasetReader.read(new ByteArrayInputStream(bytes), DEFLATED, ReadOptions.keepEverything());
    }

    private static byte[] deflated(byte[] plain, Deflater deflater) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(plain);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void assertRefused(byte[] bytes, Code code) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void readsADeflatedDataSetAndOneWithAZlibHeader() throws IOException {
        byte[] plain = DatasetWriter.bytes(dataset(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(read(DatasetWriter.bytes(dataset(), DEFLATED)).dataset()).isEqualTo(dataset());
        assertThat(read(deflated(plain, new Deflater())).dataset()).isEqualTo(dataset());
    }

    @Test
    void writesAnEvenNumberOfBytes() {
        for (int length = 0; length < 20; length += 2) {
            Dataset dataset = Dataset.builder()
                    .putBytes(Tag.PixelData, VR.OB, new byte[length])
                    .build();
            assertThat(DatasetWriter.bytes(dataset, DEFLATED).length).isEven();
        }
    }

    @Test
    void readsADataSetThatWasNotDeflatedAtAll() throws IOException {
        ReadResult result = read(DatasetWriter.bytes(dataset(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        assertThat(result.has(ReadProblem.Code.OTHER_TRANSFER_SYNTAX)).isTrue();
        assertThat(result.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(result.dataset()).isEqualTo(dataset());
    }

    @Test
    void reportsBytesAfterTheEndButForOneThatPads() throws IOException {
        byte[] bytes = DatasetWriter.bytes(dataset(), DEFLATED);
        assertThat(read(bytes).problems()).isEmpty();
        for (int more : new int[] {2, 3, 10_000}) {
            ReadResult result = read(Arrays.copyOf(bytes, bytes.length + more));
            assertThat(result.has(ReadProblem.Code.TRAILING_BYTES)).isTrue();
            assertThat(result.dataset()).isEqualTo(dataset());
        }
    }

    @Test
    void refusesWhatIsCutOff() {
        byte[] bytes = DatasetWriter.bytes(dataset(), DEFLATED);
        for (int length = 0; length < bytes.length - 1; length++) {
            assertRefused(Arrays.copyOf(bytes, length), Code.TRUNCATED);
        }
    }

    @Test
    void refusesWhatDoesNotInflateOrWantsADictionary() throws IOException {
        byte[] random = new byte[1000];
        new SplittableRandom(4).nextBytes(random);
        assertRefused(random, Code.NOT_INFLATABLE);
        Deflater preset = new Deflater();
        preset.setDictionary(new byte[] {1, 2, 3});
        byte[] plain = DatasetWriter.bytes(dataset(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertRefused(deflated(plain, preset), Code.NOT_INFLATABLE);
    }
}
