package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.data.EncodedBytes.UNDEFINED;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetReaderTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax BIG = TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;

    private static ReadResult read(EncodedBytes bytes, TransferSyntax syntax) throws IOException {
        return DatasetReader.read(bytes.bytes(), syntax, ReadOptions.keepEverything());
    }

    private static EncodedBytes patient() {
        return EncodedBytes.little().explicit(Tag.PatientID, "LO", "1 ");
    }

    @Test
    void readsAnEmptyDataSet() throws IOException {
        ReadResult result = read(EncodedBytes.little(), EXPLICIT);
        assertThat(result.dataset()).isEqualTo(Dataset.empty());
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void readsValuesOfBothByteOrders() throws IOException {
        EncodedBytes big = EncodedBytes.big()
                .explicit(Tag.PatientName, "PN", "DOE^JANE")
                .explicit(Tag.FrameIncrementPointer, "AT", new byte[] {0x00, 0x18, 0x10, 0x63})
                .explicit(Tag.Rows, "US", new byte[] {1, 2})
                .explicit(Tag.PixelData, "OW", new byte[] {1, 2, 3, 4});
        EncodedBytes little = EncodedBytes.little()
                .explicit(Tag.PatientName, "PN", "DOE^JANE")
                .explicit(Tag.FrameIncrementPointer, "AT", new byte[] {0x18, 0x00, 0x63, 0x10})
                .explicit(Tag.Rows, "US", new byte[] {2, 1})
                .explicit(Tag.PixelData, "OW", new byte[] {2, 1, 4, 3});
        Dataset read = read(big, BIG).dataset();
        assertThat(read).isEqualTo(read(little, EXPLICIT).dataset());
        assertThat(read.integer(Tag.Rows)).hasValue(0x0102);
        assertThat(read.string(Tag.FrameIncrementPointer)).contains("00181063");
        assertThat(read.bytes(Tag.PixelData)).contains(new byte[] {2, 1, 4, 3});
        assertThat(DatasetWriter.bytes(read, BIG)).isEqualTo(big.bytes());
        assertThat(DatasetWriter.bytes(read, EXPLICIT)).isEqualTo(little.bytes());
    }

    @Test
    void readsSequencesOfUndefinedAndOfDefinedLengthAlike() throws IOException {
        EncodedBytes undefined = EncodedBytes.little()
                .explicitHeader(Tag.ProcedureCodeSequence, "SQ", UNDEFINED)
                .item(UNDEFINED)
                .explicit(Tag.CodeValue, "SH", "A ")
                .endItem()
                .item(0)
                .endSequence();
        EncodedBytes defined = EncodedBytes.little()
                .explicitHeader(Tag.ProcedureCodeSequence, "SQ", 26)
                .item(10)
                .explicit(Tag.CodeValue, "SH", "A ")
                .item(0);
        ReadResult result = read(undefined, EXPLICIT);
        assertThat(result.problems()).isEmpty();
        assertThat(result.dataset()).isEqualTo(read(defined, EXPLICIT).dataset());
        assertThat(result.dataset().items(Tag.ProcedureCodeSequence)).hasSize(2);
        assertThat(result.dataset()
                        .item(Tag.ProcedureCodeSequence)
                        .orElseThrow()
                        .string(Tag.CodeValue))
                .contains("A");
    }

    @Test
    void readsASequenceInUnAsImplicit() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicit(Tags.of(0x0009, 0x0010), "LO", "TEST")
                .explicitHeader(Tags.of(0x0009, 0x1001), "UN", UNDEFINED)
                .item(UNDEFINED)
                .implicit(Tag.PatientID, "1 ")
                .endItem()
                .endSequence()
                .explicit(Tag.PatientID, "LO", "2 ");
        ReadResult result = read(bytes, EXPLICIT);
        assertThat(result.has(ReadProblem.Code.SEQUENCE_AS_UN)).isTrue();
        assertThat(result.dataset().item(Tags.of(0x0009, 0x1001)).orElseThrow().string(Tag.PatientID))
                .contains("1");
        assertThat(result.dataset().string(Tag.PatientID)).contains("2");
    }

    @Test
    void readsAKnownSequenceInUnOfDefinedLength() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicitHeader(Tag.ProcedureCodeSequence, "UN", 18)
                .item(10)
                .implicit(Tag.CodeValue, "A ");
        assertThat(read(bytes, EXPLICIT).dataset().items(Tag.ProcedureCodeSequence))
                .singleElement()
                .satisfies(item -> assertThat(item.string(Tag.CodeValue)).contains("A"));
    }

    @Test
    void readsAnEmptyKnownSequenceInUn() throws IOException {
        EncodedBytes bytes = EncodedBytes.little().explicit(Tag.ProcedureCodeSequence, "UN", "");
        Dataset dataset = read(bytes, EXPLICIT).dataset();
        assertThat(dataset.element(Tag.ProcedureCodeSequence))
                .contains(new SequenceElement(Tag.ProcedureCodeSequence, List.of()));
        byte[] implicit = DatasetWriter.bytes(dataset, IMPLICIT);
        assertThat(DatasetReader.read(implicit, IMPLICIT, ReadOptions.keepEverything())
                        .dataset())
                .isEqualTo(dataset);
    }

    @Test
    void keepsTheBytesOfAUnThatIsNoSequence() throws IOException {
        EncodedBytes bytes = EncodedBytes.little().explicit(Tag.ProcedureCodeSequence, "UN", "no items");
        ReadResult result = read(bytes, EXPLICIT);
        assertThat(result.has(ReadProblem.Code.BROKEN_UN)).isTrue();
        assertThat(result.dataset().bytes(Tag.ProcedureCodeSequence)).contains("no items".getBytes());
    }

    @Test
    void readsAKnownElementInUnByItsMeaning() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicit(Tag.PatientName, "UN", "DOE^JANE")
                .explicit(Tag.Rows, "UN", new byte[] {2, 1});
        Dataset dataset = read(bytes, EXPLICIT).dataset();
        assertThat(dataset.personName(Tag.PatientName)).contains(PersonName.of("DOE", "JANE"));
        assertThat(dataset.integer(Tag.Rows)).hasValue(0x0102);
        assertThat(DatasetWriter.bytes(dataset, EXPLICIT)).isEqualTo(bytes.bytes());
    }

    @Test
    void choosesBetweenUsAndSsByPixelRepresentation() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .implicitHeader(Tag.PixelRepresentation, 2)
                .raw((byte) 1, (byte) 0)
                .implicitHeader(Tag.SmallestImagePixelValue, 2)
                .raw((byte) 0xFE, (byte) 0xFF);
        Dataset dataset = read(bytes, IMPLICIT).dataset();
        assertThat(dataset.element(Tag.SmallestImagePixelValue))
                .map(Element::vr)
                .contains(VR.SS);
        assertThat(dataset.integer(Tag.SmallestImagePixelValue)).hasValue(-2);
    }

    @Test
    void readsFragmentsWithTheirOffsetTable() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicitHeader(Tag.PixelData, "OB", UNDEFINED)
                .item(4)
                .raw(new byte[4])
                .item(2)
                .raw((byte) 7, (byte) 8)
                .endSequence();
        ReadResult result = read(bytes, TransferSyntax.of(UID.RLELossless));
        assertThat(result.problems()).isEmpty();
        FragmentsElement pixels =
                (FragmentsElement) result.dataset().element(Tag.PixelData).orElseThrow();
        assertThat(pixels.items()).containsExactly(new byte[4], new byte[] {7, 8});
        assertThat(DatasetWriter.bytes(result.dataset(), TransferSyntax.of(UID.RLELossless)))
                .isEqualTo(bytes.bytes());
    }

    @Test
    void skipsPixelDataAndReadsWhatFollows() throws IOException {
        EncodedBytes bytes = patient()
                .explicit(Tag.PixelData, "OW", new byte[100_000])
                .explicit(Tag.DataSetTrailingPadding, "OB", new byte[2]);
        Dataset dataset = DatasetReader.read(
                        new ByteArrayInputStream(bytes.bytes()), EXPLICIT, ReadOptions.headersOnly())
                .dataset();
        assertThat(dataset.element(Tag.PixelData))
                .contains(new BulkElement(Tag.PixelData, VR.OW, 100_000, 22, Optional.empty()));
        assertThat(dataset.contains(Tag.DataSetTrailingPadding)).isTrue();
    }

    @Test
    void handsOnPixelDataAsAStream() throws IOException {
        byte[] pixels = new byte[300_000];
        new SplittableRandom(1).nextBytes(pixels);
        List<byte[]> received = new ArrayList<>();
        BulkPolicy policy = new BulkPolicy.HandOn(1000, (bulk, value) -> received.add(value.readAllBytes()));
        EncodedBytes bytes =
                patient().explicit(Tag.PixelData, "OW", pixels).explicit(Tag.DataSetTrailingPadding, "OB", new byte[2]);
        ReadResult result = DatasetReader.read(
                new ByteArrayInputStream(bytes.bytes()),
                EXPLICIT,
                ReadOptions.keepEverything().with(policy));
        assertThat(received).containsExactly(pixels);
        assertThat(result.dataset().size()).isEqualTo(3);
    }

    @Test
    void handsOnEveryFragmentAndSkipsWhatNobodyReads() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicitHeader(Tag.PixelData, "OB", UNDEFINED)
                .item(0)
                .item(20_000)
                .raw(new byte[20_000])
                .item(2)
                .raw((byte) 7, (byte) 8)
                .endSequence();
        List<String> received = new ArrayList<>();
        BulkPolicy policy = new BulkPolicy.HandOn(
                1000, (bulk, value) -> received.add(bulk.fragment() + ":" + bulk.length() + ":" + value.read()));
        DatasetReader.read(
                bytes.bytes(),
                TransferSyntax.of(UID.RLELossless),
                ReadOptions.keepEverything().with(policy));
        assertThat(received).containsExactly("0:0:-1", "1:20000:0", "2:2:7");
    }

    @Test
    void stopsBeforeATag() throws IOException {
        EncodedBytes bytes = patient().explicit(Tag.Rows, "US", new byte[2]).explicit(Tag.PixelData, "OW", new byte[9]);
        ReadResult result = DatasetReader.read(
                bytes.bytes(), EXPLICIT, ReadOptions.keepEverything().stopBefore(Tag.Rows));
        assertThat(result.dataset().size()).isEqualTo(1);
    }

    @Test
    void readsTheSameInPiecesOfAnySize() throws IOException {
        Dataset dataset = new RandomDatasets(5).next();
        byte[] bytes = DatasetWriter.bytes(dataset, EXPLICIT);
        Dataset whole = DatasetReader.read(bytes, EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        for (int piece : new int[] {1, 2, 7, 100}) {
            assertThat(DatasetReader.read(new PiecewiseStream(bytes, piece), EXPLICIT, ReadOptions.keepEverything())
                            .dataset())
                    .isEqualTo(whole);
        }
    }

    @Test
    void readsAValueThatIsLongerThanAChunk() throws IOException {
        byte[] value = new byte[1_000_000];
        new SplittableRandom(2).nextBytes(value);
        EncodedBytes bytes = patient().explicit(Tag.PixelData, "OW", value);
        Dataset dataset = DatasetReader.read(
                        new PiecewiseStream(bytes.bytes(), 9999), EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        assertThat(dataset.bytes(Tag.PixelData)).contains(value);
        assertThat(dataset.string(Tag.PatientID)).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pn", "Zz", "??", "\0\0"})
    void takesTheVrOfTheDictionaryWhereTheBytesHaveNone(String vr) throws IOException {
        EncodedBytes bytes = patient()
                .explicitHeader(Tag.PatientBirthName, vr, 8)
                .raw("DOE^JANE".getBytes())
                .explicit(Tag.PatientComments, "LT", "x ");
        if (vr.equals("??")) {
            bytes = patient()
                    .implicitHeader(Tag.PatientBirthName, 8)
                    .raw("DOE^JANE".getBytes())
                    .explicit(Tag.PatientComments, "LT", "x ");
        }
        ReadResult result = read(bytes, EXPLICIT);
        assertThat(result.has(ReadProblem.Code.UNKNOWN_VR)).isTrue();
        assertThat(result.dataset().string(Tag.PatientBirthName)).contains("DOE^JANE");
        assertThat(result.dataset().string(Tag.PatientComments)).contains("x");
    }

    @Test
    void reportsElementsOutOfOrderAndKeepsThem() throws IOException {
        EncodedBytes bytes = patient().explicit(Tag.Modality, "CS", "MR").explicit(Tag.PatientID, "LO", "2 ");
        ReadResult result = read(bytes, EXPLICIT);
        assertThat(result.problems())
                .extracting(ReadProblem::code)
                .containsExactly(ReadProblem.Code.OUT_OF_ORDER, ReadProblem.Code.DUPLICATE);
        assertThat(result.dataset().string(Tag.Modality)).contains("MR");
        assertThat(result.dataset().string(Tag.PatientID)).contains("2");
    }

    @Test
    void reportsWhatIsOddAndReadsOn() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicit(Tag.Modality, "CS", "MRI")
                .explicit(Tags.of(0x0009, 0x1001), "LO", "ab")
                .explicit(Tag.PatientName, "UT", "Müller")
                .endItem()
                .explicit(Tag.PatientID, "LO", "2 ")
                .raw(new byte[20]);
        assertThat(read(bytes, EXPLICIT).problems())
                .extracting(ReadProblem::code)
                .containsExactly(
                        ReadProblem.Code.ODD_LENGTH,
                        ReadProblem.Code.NO_PRIVATE_CREATOR,
                        ReadProblem.Code.UNUSUAL_VR,
                        ReadProblem.Code.UNDECLARED_CHARACTERS,
                        ReadProblem.Code.STRAY_DELIMITER,
                        ReadProblem.Code.TRAILING_BYTES);
    }

    @Test
    void reportsDelimitersWithALength() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicitHeader(Tag.ProcedureCodeSequence, "SQ", UNDEFINED)
                .item(UNDEFINED)
                .explicit(Tag.CodeValue, "SH", "A ")
                .implicitHeader(Tags.ITEM_DELIMITATION, 4)
                .implicitHeader(Tags.SEQUENCE_DELIMITATION, 5)
                .explicitHeader(Tag.PixelData, "OB", UNDEFINED)
                .item(0)
                .implicitHeader(Tags.SEQUENCE_DELIMITATION, 6);
        ReadResult result = read(bytes, EXPLICIT);
        assertThat(result.problems())
                .filteredOn(problem -> problem.code() == ReadProblem.Code.DELIMITER_LENGTH)
                .hasSize(3);
        assertThat(result.dataset().items(Tag.ProcedureCodeSequence)).hasSize(1);
    }

    @Test
    void endsSequencesWhoseDelimitersAreMissing() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicitHeader(Tag.ProcedureCodeSequence, "SQ", UNDEFINED)
                .item(UNDEFINED)
                .explicit(Tag.CodeValue, "SH", "A ")
                .item(10)
                .explicit(Tag.CodeValue, "SH", "B ")
                .explicit(Tag.PatientID, "LO", "2 ");
        ReadResult result = read(bytes, EXPLICIT);
        assertThat(result.has(ReadProblem.Code.MISSING_DELIMITER)).isTrue();
        assertThat(result.dataset().items(Tag.ProcedureCodeSequence)).hasSize(2);
        assertThat(result.dataset().string(Tag.PatientID)).contains("2");
    }

    @Test
    void readsBytesInTheirOwnTransferSyntaxWhateverIsAnnounced() throws IOException {
        Dataset dataset = Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.PatientID, "1")
                .build();
        for (TransferSyntax actual : List.of(EXPLICIT, IMPLICIT, BIG)) {
            for (TransferSyntax announced : List.of(EXPLICIT, IMPLICIT, BIG)) {
                ReadResult result = DatasetReader.read(
                        DatasetWriter.bytes(dataset, actual), announced, ReadOptions.keepEverything());
                assertThat(result.dataset()).isEqualTo(dataset);
                assertThat(result.transferSyntax()).isEqualTo(actual);
                assertThat(result.has(ReadProblem.Code.OTHER_TRANSFER_SYNTAX)).isEqualTo(!announced.equals(actual));
            }
        }
    }

    @Test
    void recomputesGroupLengths() throws IOException {
        EncodedBytes bytes = EncodedBytes.little()
                .explicit(Tags.of(0x0010, 0), "UL", new byte[] {99, 0, 0, 0})
                .explicit(Tag.PatientID, "LO", "1 ");
        Dataset dataset = read(bytes, EXPLICIT).dataset();
        byte[] written = DatasetWriter.bytes(dataset, EXPLICIT);
        assertThat(DatasetReader.read(written, EXPLICIT, ReadOptions.keepEverything())
                        .dataset()
                        .integer(Tags.of(0x0010, 0)))
                .hasValue(10);
    }

    /** Gives few bytes at a time, as a network does. */
    private static final class PiecewiseStream extends InputStream {
        private final ByteArrayInputStream bytes;
        private final int piece;

        private PiecewiseStream(byte[] bytes, int piece) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.piece = piece;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, piece));
        }
    }
}
