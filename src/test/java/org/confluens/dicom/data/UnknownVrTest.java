package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two bytes in the place of a VR that are none: what follows must still be read in its place. */
class UnknownVrTest {
    private static final int PRIVATE = Tags.of(0x0009, 0x1001);
    private static final int UNLISTED = Tags.of(0x0008, 0x7777);
    private static final int[] TAGS = {
        PRIVATE, UNLISTED, Tag.PatientName, Tag.ReferencedImageSequence, Tag.LongCodeValue, Tag.PixelData
    };
    private static final int[] LENGTHS = {0, 4, 600, 0x2000};

    private static ReadResult read(int tag, byte[] header, byte[] value) throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.Modality, "CS", "MR")
                .raw((byte) (tag >>> 16), (byte) (tag >>> 24), (byte) tag, (byte) (tag >>> 8))
                .raw(header)
                .raw(value)
                .explicit(Tags.of(0x7FE1, 0x0010), "LO", "TEST")
                .bytes();
        return DatasetReader.read(bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything());
    }

    private static void check(int tag, byte[] header, int length) throws IOException {
        byte[] value = "A".repeat(length).getBytes(StandardCharsets.US_ASCII);
        ReadResult result = read(tag, header, value);
        assertThat(result.has(ReadProblem.Code.UNKNOWN_VR)).isTrue();
        assertThat(result.dataset().string(Tags.of(0x7FE1, 0x0010))).contains("TEST");
        if (length == 0) {
            assertThat(result.dataset().element(tag).orElseThrow().isEmpty()).isTrue();
        } else {
            assertThat(result.dataset().bytes(tag)).contains(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"??", "  ", "--", "1A", "@@", "lo", "Lo", "x?", "\0\0", "\u00FF\u00FF"})
    void hasAShortHeaderUnlessItIsOfCapitals(String vr) throws IOException {
        byte[] two = vr.getBytes(StandardCharsets.ISO_8859_1);
        for (int tag : TAGS) {
            for (int length : LENGTHS) {
                if (tag != Tag.PixelData || length > 0) {
                    check(tag, new byte[] {two[0], two[1], (byte) length, (byte) (length >>> 8)}, length);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZ", "OX", "QQ"})
    void ofCapitalsHasALongHeader(String vr) throws IOException {
        byte[] two = vr.getBytes(StandardCharsets.ISO_8859_1);
        for (int tag : TAGS) {
            for (int length : LENGTHS) {
                check(tag, new byte[] {two[0], two[1], 0, 0, (byte) length, (byte) (length >>> 8), 0, 0}, length);
            }
        }
    }

    @Test
    void ofCapitalsMayHaveAShortHeaderThatItsLengthBetrays() throws IOException {
        for (int tag : TAGS) {
            check(tag, new byte[] {'Z', 'Z', 4, 0}, 4);
        }
        check(Tag.PatientName, new byte[] {'Z', 'Z', 0, 0}, 0);
    }

    @Test
    void isCutOffWhereALongHeaderIsNotWhole() {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.Modality, "CS", "MR")
                .raw((byte) 0x10, (byte) 0, (byte) 0x10, (byte) 0)
                .raw((byte) 'Z', (byte) 'Z', (byte) 0, (byte) 0)
                .bytes();
        assertThatThrownBy(() -> DatasetReader.read(
                        bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything()))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(DatasetReadException.Code.TRUNCATED));
    }

    @Test
    void mayBeTheLengthOfAnImplicitHeader() throws IOException {
        for (int tag : TAGS) {
            check(tag, new byte[] {12, 0, 0, 0}, 12);
        }
        check(Tag.PixelData, new byte[] {(byte) 0x80, 0x01, 2, 0}, 0x20180);
    }

    @Test
    void isNoSequenceWhereItsValueIsNone() throws IOException {
        ReadResult result = read(Tag.ReferencedImageSequence, new byte[] {'?', '?', 4, 0}, "none".getBytes());
        assertThat(result.has(ReadProblem.Code.BROKEN_UN)).isTrue();
        assertThat(result.dataset().bytes(Tag.ReferencedImageSequence)).contains("none".getBytes());
    }
}
