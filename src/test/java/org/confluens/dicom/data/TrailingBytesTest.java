package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.confluens.dicom.data.ReadProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands after the last element and is none: too short for a header, so that it is left over or cut off. */
class TrailingBytesTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Dataset DOCUMENT = Dataset.builder()
            .put(Tag.Modality, "SR")
            .put(Tag.PatientID, "TEST")
            .put(Tag.CompletionFlag, "COMPLETE")
            .build();
    private static final Dataset IMAGE =
            DOCUMENT.toBuilder().putBytes(Tag.PixelData, VR.OW, new byte[16]).build();

    private static ReadResult read(byte[] bytes, TransferSyntax syntax) throws IOException {
        return DatasetReader.read(new ByteArrayInputStream(bytes), syntax, ReadOptions.keepEverything());
    }

    private static byte[] with(byte[] bytes, byte[] rest) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + rest.length);
        System.arraycopy(rest, 0, longer, bytes.length, rest.length);
        return longer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.ExplicitVRLittleEndian,
                UID.ImplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.DeflatedExplicitVRLittleEndian
            })
    void keepsTheDataSetWhateverFewBytesFollow(String uid) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(uid);
        SplittableRandom random = new SplittableRandom(7);
        for (Dataset dataset : List.of(DOCUMENT, IMAGE)) {
            byte[] whole = DatasetWriter.bytes(dataset, syntax);
            for (int round = 0; round < 2000; round++) {
                byte[] rest = new byte[random.nextInt(syntax.deflated() ? 2 : 1, 8)];
                random.nextBytes(rest);
                ReadResult result = read(with(whole, rest), syntax);
                assertThat(result.dataset()).isEqualTo(dataset);
                assertThat(result.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.code()).isIn(Code.TRAILING_BYTES, Code.CUT_OFF));
                assertThat(read(DatasetWriter.bytes(result.dataset(), syntax), syntax)
                                .problems())
                        .isEmpty();
            }
        }
    }

    @Test
    void keepsAFileWithALineFeedAtItsEnd() throws IOException {
        byte[] file = Part10.of(IMAGE, EXPLICIT).bytes();
        Part10 read =
                Part10.read(new ByteArrayInputStream(with(file, new byte[] {'\n'})), ReadOptions.keepEverything());
        assertThat(read.whole()).isEqualTo(IMAGE);
        assertThat(read.problems()).containsExactly(new ReadProblem(Code.TRAILING_BYTES, 0, file.length));
        assertThat(read.bytes()).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void doesNotCallADataSetWholeThatEndsInAHeader(int length) throws IOException {
        byte[] next =
                EncodedBytes.little().explicit(Tag.ContentSequence, "SQ", "").bytes();
        byte[] bytes = with(DatasetWriter.bytes(DOCUMENT, EXPLICIT), Arrays.copyOf(next, length));
        ReadResult result = read(bytes, EXPLICIT);
        assertThat(result.has(Code.CUT_OFF)).isTrue();
        assertThatThrownBy(result::whole)
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        e -> assertThat(e.code()).isEqualTo(DatasetReadException.Code.TRUNCATED));
    }

    @Test
    void callsADataSetWholeAfterWhichNoElementCanBegin() throws IOException {
        byte[] lowerGroup = {0x08, 0x00, 0x18};
        assertThat(read(with(DatasetWriter.bytes(DOCUMENT, EXPLICIT), lowerGroup), EXPLICIT)
                        .whole())
                .isEqualTo(DOCUMENT);
        byte[] zeros = new byte[7];
        assertThat(read(with(DatasetWriter.bytes(DOCUMENT, EXPLICIT), zeros), EXPLICIT)
                        .whole())
                .isEqualTo(DOCUMENT);
        byte[] any = {'x', 'y', 'z'};
        assertThat(read(with(DatasetWriter.bytes(IMAGE, EXPLICIT), any), EXPLICIT)
                        .whole())
                .isEqualTo(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void passesOverAFewBytesAtTheEndOfAnItemAndOfASequence(int length) throws IOException {
        byte[] rest = new byte[length];
        Arrays.fill(rest, (byte) 'x');
        byte[] item = EncodedBytes.little().explicit(Tag.CodeValue, "SH", "A1").bytes();
        byte[] longItem = EncodedBytes.little()
                .explicitHeader(Tag.ProcedureCodeSequence, "SQ", 8 + item.length + length)
                .item(item.length + length)
                .raw(item)
                .raw(rest)
                .explicit(Tag.PatientID, "LO", "TEST")
                .bytes();
        byte[] longSequence = EncodedBytes.little()
                .explicitHeader(Tag.ProcedureCodeSequence, "SQ", 8 + item.length + length)
                .item(item.length)
                .raw(item)
                .raw(rest)
                .explicit(Tag.PatientID, "LO", "TEST")
                .bytes();
        for (byte[] bytes : List.of(longItem, longSequence)) {
            ReadResult result = read(bytes, EXPLICIT);
            assertThat(result.problems()).extracting(ReadProblem::code).containsExactly(Code.TRAILING_BYTES);
            assertThat(result.dataset()
                            .item(Tag.ProcedureCodeSequence)
                            .orElseThrow()
                            .string(Tag.CodeValue))
                    .hasValue("A1");
            assertThat(result.dataset().string(Tag.PatientID)).hasValue("TEST");
            assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 12 - length), EXPLICIT))
                    .as("an item that is cut off")
                    .isInstanceOf(DatasetReadException.class);
        }
    }

    @Test
    void saysWhereTheBytesEndAlsoWithinAValueThatIsSkipped() {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.PatientID, "LO", "TEST")
                .explicitHeader(Tag.PixelData, "OW", 2_000_000)
                .raw(new byte[10_001])
                .bytes();
        assertThatThrownBy(
                        () -> DatasetReader.read(new ByteArrayInputStream(bytes), EXPLICIT, ReadOptions.headersOnly()))
                .isInstanceOfSatisfying(
                        DatasetReadException.class, e -> assertThat(e.offset()).isEqualTo(bytes.length));
    }
}
