package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.confluens.dicom.data.ReadProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data sets whose first element alone does not tell what they are in. */
class SyntaxDetectorTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax BIG = TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;

    private static ReadResult read(byte[] bytes, TransferSyntax announced) throws IOException {
        return DatasetReader.read(bytes, announced, ReadOptions.keepEverything());
    }

    private static Dataset beginningWith(Dataset.Builder first) {
        return first.put(Tag.Originator, VR.AE, "TEST").build();
    }

    /** The first tags, read in the other byte order, are (0020,0000), (0020,0010) and (1000,0010). */
    static Stream<Dataset> ambiguous() {
        Dataset.Builder length = Dataset.builder().putLong(Tags.of(0x2000, 0), VR.UL, 0);
        Dataset.Builder unlisted = Dataset.builder().put(Tags.of(0x2000, 0x1000), VR.LO, "A");
        Dataset.Builder listed = Dataset.builder().put(Tag.OtherPatientIDs, "A");
        return Stream.of(length, unlisted, listed).map(SyntaxDetectorTest::beginningWith);
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void looksAtMoreThanTheFirstElement(Dataset dataset) throws IOException {
        for (TransferSyntax actual : List.of(EXPLICIT, IMPLICIT, BIG)) {
            byte[] bytes = DatasetWriter.bytes(dataset, actual);
            for (TransferSyntax announced : List.of(EXPLICIT, IMPLICIT, BIG)) {
                ReadResult result = read(bytes, announced);
                assertThat(result.transferSyntax()).isEqualTo(actual);
                assertThat(result.has(Code.OTHER_TRANSFER_SYNTAX)).isEqualTo(!announced.equals(actual));
                assertThat(DatasetWriter.bytes(result.dataset(), actual)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void believesWhatIsAnnouncedWhateverTheFirstTagIsInTheOtherByteOrder() throws IOException {
        int tried = 0;
        for (int group = 0x0008; group < 0x8000; group += group < 0x0100 ? 2 : 0x0100) {
            for (int element = 0; element < 0x10000; element += element < 0x0100 ? 1 : 0x0100) {
                int other = Tags.of(swapped(group), swapped(element));
                if (Beginning.isKnown(Tags.of(group, element)) && Tags.group(other) > 8 && Tags.group(other) < 0xFFFE) {
                    for (int length : new int[] {0, 2, 0x0202}) {
                        assertBelieved(other, length);
                    }
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(500);
    }

    private static int swapped(int number) {
        return Short.reverseBytes((short) number) & 0xFFFF;
    }

    private static void assertBelieved(int tag, int length) throws IOException {
        String value = "A".repeat(length);
        byte[] alone = EncodedBytes.little().explicit(tag, "LO", value).bytes();
        byte[] implicit = EncodedBytes.little().implicit(tag, value).bytes();
        byte[] big = EncodedBytes.big().explicit(tag, "LO", value).bytes();
        assertThat(read(alone, EXPLICIT).has(Code.OTHER_TRANSFER_SYNTAX))
                .as(Tags.format(tag))
                .isFalse();
        assertThat(read(implicit, IMPLICIT).has(Code.OTHER_TRANSFER_SYNTAX))
                .as(Tags.format(tag))
                .isFalse();
        assertThat(read(big, BIG).has(Code.OTHER_TRANSFER_SYNTAX))
                .as(Tags.format(tag))
                .isFalse();
    }

    /** Of (1000,0000) and (2800,0600) nobody knows anything; swapped they are a group length and Planar Configuration. */
    @Test
    void believesWhatIsAnnouncedWhereNothingContradictsIt() throws IOException {
        byte[] bytes = EncodedBytes.big()
                .explicit(Tags.of(0x1000, 0), "LT", "")
                .explicit(Tags.of(0x2800, 0x0600), "UN", "")
                .bytes();
        assertThat(read(bytes, BIG).has(Code.OTHER_TRANSFER_SYNTAX)).isFalse();
    }

    @Test
    void looksFurtherWhereTheFirstValueIsTooLongToTell() throws IOException {
        Dataset dataset = Dataset.builder()
                .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .putBytes(Tag.PixelData, VR.OW, new byte[10_000])
                .build();
        for (TransferSyntax actual : List.of(EXPLICIT, IMPLICIT, BIG)) {
            for (TransferSyntax announced : List.of(EXPLICIT, IMPLICIT, BIG)) {
                assertThat(read(DatasetWriter.bytes(dataset, actual), announced).dataset())
                        .isEqualTo(dataset);
            }
        }
        Dataset longest = Dataset.builder()
                .put(Tag.SpecificCharacterSet, "ISO_IR 100\\ISO 2022 IR 87")
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .putBytes(Tag.PixelData, VR.OW, new byte[10_000])
                .build();
        assertThat(read(DatasetWriter.bytes(longest, BIG), EXPLICIT).dataset()).isEqualTo(longest);
    }

    @Test
    void takesAFirstElementWithoutAVrForNoOtherSyntax() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicitHeader(Tag.Modality, "??", 2)
                .raw("MR".getBytes(StandardCharsets.US_ASCII))
                .explicit(Tag.PatientID, "LO", "TEST")
                .bytes();
        ReadResult result = read(bytes, EXPLICIT);
        assertThat(result.problems()).extracting(ReadProblem::code).containsExactly(Code.UNKNOWN_VR);
        assertThat(result.dataset().string(Tag.Modality)).contains("MR");
        assertThat(result.dataset().string(Tag.PatientID)).contains("TEST");
    }

    @Test
    void looksNoFurtherThanTheBytesGo() throws IOException {
        Dataset dataset = Dataset.builder().put(Tag.StudyID, "A").build();
        for (TransferSyntax actual : List.of(EXPLICIT, IMPLICIT, BIG)) {
            for (TransferSyntax announced : List.of(EXPLICIT, IMPLICIT, BIG)) {
                ReadResult result = read(DatasetWriter.bytes(dataset, actual), announced);
                assertThat(result.dataset()).isEqualTo(dataset);
                assertThat(result.transferSyntax()).isEqualTo(actual);
            }
        }
    }
}
