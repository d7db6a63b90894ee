package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.confluens.dicom.data.ReadProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no careful writer makes: read without loss and reported, or refused. */
class OddBytesTest {
    private static final String JPEG_LOSSLESS = UID.JPEGLosslessSV1;
    private static final byte[] COMPRESSED = {(byte) 0xFF, (byte) 0xD8, 1, 2};

    private static byte[] file(String syntax, byte[] dataSet) {
        byte[] meta = EncodedBytes.little()
                .explicit(Tag.TransferSyntaxUID, "UI", syntax + (syntax.length() % 2 == 0 ? "" : "\0"))
                .bytes();
        ByteBuffer length =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(meta.length);
        return EncodedBytes.little()
                .raw(new byte[128])
                .raw((byte) 'D', (byte) 'I', (byte) 'C', (byte) 'M')
                .explicit(Tag.FileMetaInformationGroupLength, "UL", length.array())
                .raw(meta)
                .raw(dataSet)
                .bytes();
    }

    private static Part10 read(byte[] file) throws IOException {
        return Part10.read(new ByteArrayInputStream(file), ReadOptions.keepEverything());
    }

    /** What is written is read the same, and in the same transfer syntax. */
    private static Part10 roundTrip(Part10 file) throws IOException {
        Part10 again = read(file.bytes());
        assertThat(again.dataset()).isEqualTo(file.dataset());
        assertThat(again.transferSyntax()).isEqualTo(file.transferSyntax());
        assertThat(read(again.bytes()).bytes()).isEqualTo(again.bytes());
        return again;
    }

    private static List<Code> codes(Part10 file) {
        return file.problems().stream().map(ReadProblem::code).toList();
    }

    @Test
    void movesFileMetaInformationOutOfTheDataSet() throws IOException {
        Part10 file = read(file(
                UID.ExplicitVRLittleEndian,
                EncodedBytes.little()
                        .explicit(Tag.Modality, "CS", "MR")
                        .explicit(Tag.TransferSyntaxUID, "UI", UID.ImplicitVRLittleEndian + "\0")
                        .explicit(Tag.SendingApplicationEntityTitle, "AE", "LATE")
                        .bytes()));

        assertThat(file.dataset().size()).isEqualTo(1);
        assertThat(file.meta().string(Tag.SendingApplicationEntityTitle)).hasValue("LATE");
        assertThat(file.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(codes(file)).containsExactly(Code.OUT_OF_ORDER, Code.META_IN_DATA_SET, Code.META_IN_DATA_SET);
        assertThat(roundTrip(file).meta().string(Tag.SendingApplicationEntityTitle))
                .hasValue("LATE");
    }

    @Test
    void keepsElementsOfCommandsWithTheirGroupLength() throws IOException {
        byte[] dataSet = EncodedBytes.little()
                .explicit(Tag.CommandGroupLength, "UL", new byte[] {99, 0, 0, 0})
                .explicit(Tag.AffectedSOPClassUID, "UI", UID.MRImageStorage + "\0")
                .explicit(Tag.Modality, "CS", "MR")
                .bytes();
        Part10 file = read(file(UID.ExplicitVRLittleEndian, dataSet));

        assertThat(file.dataset().size()).isEqualTo(3);
        roundTrip(file);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheCompressionOfFragmentsWhoseDataSetHasOtherHeaders(boolean big) throws IOException {
        EncodedBytes bytes = big ? EncodedBytes.big() : EncodedBytes.little();
        if (big) {
            bytes.explicit(Tag.Modality, "CS", "MR").explicitHeader(Tag.PixelData, "OB", EncodedBytes.UNDEFINED);
        } else {
            bytes.implicit(Tag.Modality, "MR").implicitHeader(Tag.PixelData, EncodedBytes.UNDEFINED);
        }
        Part10 file = read(file(
                JPEG_LOSSLESS,
                bytes.item(0)
                        .item(COMPRESSED.length)
                        .raw(COMPRESSED)
                        .endSequence()
                        .bytes()));

        assertThat(file.transferSyntax().uid()).isEqualTo(JPEG_LOSSLESS);
        assertThat(codes(file)).containsExactly(Code.OTHER_TRANSFER_SYNTAX);
        assertThat(roundTrip(file).problems()).isEmpty();
    }

    @Test
    void takesNativePixelsForWhatTheyAreAndReportsTheirForm() throws IOException {
        byte[] implicit = EncodedBytes.little()
                .implicit(Tag.Modality, "MR")
                .implicit(Tag.PixelData, "abcd")
                .bytes();
        Part10 other = read(file(JPEG_LOSSLESS, implicit));
        assertThat(other.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(codes(other)).containsExactly(Code.OTHER_TRANSFER_SYNTAX);

        byte[] explicit = EncodedBytes.little()
                .explicit(Tag.Modality, "CS", "MR")
                .explicit(Tag.PixelData, "OB", "abcd")
                .bytes();
        Part10 claimed = read(file(JPEG_LOSSLESS, explicit));
        assertThat(codes(claimed)).containsExactly(Code.PIXEL_DATA_FORM);
        roundTrip(claimed);

        byte[] fragments = EncodedBytes.little()
                .explicit(Tag.Modality, "CS", "MR")
                .explicitHeader(Tag.PixelData, "OB", EncodedBytes.UNDEFINED)
                .item(0)
                .item(COMPRESSED.length)
                .raw(COMPRESSED)
                .endSequence()
                .bytes();
        Part10 compressed = read(file(UID.ExplicitVRLittleEndian, fragments));
        assertThat(codes(compressed)).containsExactly(Code.PIXEL_DATA_FORM);
        roundTrip(compressed);
        ReadOptions headers = ReadOptions.headersOnly();
        assertThat(Part10.read(new ByteArrayInputStream(file(UID.ExplicitVRLittleEndian, fragments)), headers)
                        .problems())
                .as("the same where the pixels are skipped")
                .extracting(ReadProblem::code)
                .containsExactly(Code.PIXEL_DATA_FORM);
    }

    @Test
    void keepsPixelDataWithoutAnyFragmentInJsonToo() throws IOException {
        for (List<byte[]> items : List.of(List.<byte[]>of(), List.of(new byte[0]), List.of(new byte[0], new byte[0]))) {
            Dataset dataset = Dataset.builder()
                    .put(new FragmentsElement(Tag.PixelData, VR.OB, items))
                    .build();
            assertThat(DicomJson.read(DicomJson.write(dataset))).isEqualTo(dataset);
        }
    }

    @Test
    void refusesAFragmentOfUndefinedLength() {
        byte[] bytes = EncodedBytes.little()
                .explicitHeader(Tag.PixelData, "OB", EncodedBytes.UNDEFINED)
                .item(0)
                .item(EncodedBytes.UNDEFINED)
                .endItem()
                .endSequence()
                .bytes();
        for (ReadOptions options : List.of(ReadOptions.keepEverything(), ReadOptions.headersOnly())) {
            assertThatThrownBy(() -> DatasetReader.read(bytes, TransferSyntax.of(JPEG_LOSSLESS), options))
                    .isInstanceOfSatisfying(
                            DatasetReadException.class,
                            e -> assertThat(e.code()).isEqualTo(DatasetReadException.Code.MALFORMED));
        }
    }

    @Test
    void reportsReservedBytesThatAreNotZero() throws IOException {
        byte[] bytes =
                EncodedBytes.little().explicit(Tag.TextValue, "UT", "text").bytes();
        bytes[6] = 1;
        ReadResult result = read(bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(result.dataset().string(Tag.TextValue)).hasValue("text");
        assertThat(result.problems()).extracting(ReadProblem::code).containsExactly(Code.RESERVED_BYTES);
    }

    private static ReadResult read(byte[] bytes, TransferSyntax syntax) throws IOException {
        return DatasetReader.read(bytes, syntax, ReadOptions.keepEverything());
    }

    @Test
    void padsAWordThatIsNotWholeAlikeInBothByteOrders() throws IOException {
        for (int length = 1; length < 8; length++) {
            byte[] value = Arrays.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7}, length);
            for (String vr : List.of("OW", "OF", "OD", "OB")) {
                byte[] bytes = EncodedBytes.big()
                        .explicit(Tag.Modality, "CS", "MR")
                        .explicit(Tag.PixelData, vr, value)
                        .bytes();
                Dataset dataset =
                        read(bytes, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN).dataset();
                for (TransferSyntax syntax :
                        List.of(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)) {
                    assertThat(read(DatasetWriter.bytes(dataset, syntax), syntax)
                                    .dataset())
                            .as("%s of %d bytes in %s", vr, length, syntax)
                            .isEqualTo(dataset);
                }
            }
        }
    }

    /** CP-246 wants little endian and implicit headers within UN; a writer may keep to what is around it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsASequenceInUnThatIsBigEndianToo(boolean explicit) throws IOException {
        EncodedBytes bytes = EncodedBytes.big()
                .explicit(0x00090010, "LO", "CREATOR ")
                .explicitHeader(0x00091010, "UN", EncodedBytes.UNDEFINED)
                .item(EncodedBytes.UNDEFINED);
        bytes = explicit ? bytes.explicit(Tag.PatientID, "LO", "TEST") : bytes.implicit(Tag.PatientID, "TEST");
        ReadResult result = read(bytes.endItem().endSequence().bytes(), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);

        assertThat(result.dataset().item(0x00091010).orElseThrow().string(Tag.PatientID))
                .hasValue("TEST");
        assertThat(result.has(Code.SEQUENCE_AS_UN)).isTrue();
    }

    @Test
    void missesThePrivateCreatorAlsoWhereTheOrderIsWrong() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.PatientID, "LO", "TEST")
                .explicit(0x00091010, "LO", "x ")
                .explicit(0x00091011, "LO", "x ")
                .explicit(0x00191010, "LO", "x ")
                .explicit(0x00190010, "LO", "LATE")
                .bytes();
        ReadResult result = read(bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(result.problems())
                .filteredOn(problem -> problem.code() == Code.NO_PRIVATE_CREATOR)
                .extracting(ReadProblem::tag)
                .containsExactly(0x00091010);
    }

    /** A writer may have an old dictionary, or none, for what is a sequence today. */
    @ParameterizedTest
    @ValueSource(strings = {"20010131", "no", "a text that is longer than any header", "\0\0"})
    void keepsTheBytesOfASequenceThatIsNone(String text) throws IOException {
        for (int tag : List.of(Tag.InstitutionCodeSequence, 0x00091010)) {
            for (boolean explicit : List.of(true, false)) {
                EncodedBytes bytes = EncodedBytes.little();
                bytes = explicit
                        ? bytes.explicitHeader(tag, "SQ", text.length())
                        : bytes.implicitHeader(tag, text.length());
                bytes.raw(text.getBytes(StandardCharsets.US_ASCII));
                bytes = explicit ? bytes.explicit(Tag.PatientID, "LO", "TEST") : bytes.implicit(Tag.PatientID, "TEST");
                TransferSyntax syntax =
                        explicit ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN : TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
                ReadResult result = read(bytes.bytes(), syntax);
                assertThat(result.dataset().bytes(tag)).hasValue(text.getBytes(StandardCharsets.US_ASCII));
                assertThat(result.dataset().string(Tag.PatientID)).hasValue("TEST");
                if (explicit || Dictionary.contains(tag)) {
                    assertThat(result.has(Code.BROKEN_UN)).isTrue();
                }
                assertThat(read(DatasetWriter.bytes(result.dataset(), syntax), syntax)
                                .dataset())
                        .isEqualTo(result.dataset());
            }
        }
    }
}
