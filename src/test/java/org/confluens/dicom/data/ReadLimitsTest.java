package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.dicom.data.EncodedBytes.UNDEFINED;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.confluens.dicom.data.DatasetReadException.Code;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ReadLimitsTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private static Dataset read(byte[] bytes, ReadLimits limits) throws IOException {
        ReadOptions options = ReadOptions.keepEverything().with(limits);
        return DatasetReader.read(new ByteArrayInputStream(bytes), EXPLICIT, options)
                .dataset();
    }

    private static void assertRefused(byte[] bytes, ReadLimits limits, Code code) {
        assertThatThrownBy(() -> read(bytes, limits))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static byte[] nested(int depth) {
        EncodedBytes bytes = EncodedBytes.little();
        for (int i = 0; i < depth; i++) {
            bytes.explicitHeader(Tag.ContentSequence, "SQ", UNDEFINED).item(UNDEFINED);
        }
        for (int i = 0; i < depth; i++) {
            bytes.endItem().endSequence();
        }
        return bytes.bytes();
    }

    @Test
    void readsToTheDepthAndRefusesOneMore() throws IOException {
        ReadLimits limits = new ReadLimits(1000, 20, 1000, 1 << 20);
        assertThat(read(nested(20), limits).items(Tag.ContentSequence)).hasSize(1);
        assertRefused(nested(21), limits, Code.TOO_DEEP);
    }

    @Test
    void refusesTenThousandNestedSequences() {
        assertRefused(nested(10_000), ReadLimits.defaults(), Code.TOO_DEEP);
    }

    @Test
    void readsWritesAndComparesAtTheGreatestDepth() throws IOException {
        ReadLimits deepest = new ReadLimits(10_000, Dataset.MAXIMUM_DEPTH, 1000, 1 << 20);
        Dataset dataset = read(nested(Dataset.MAXIMUM_DEPTH), deepest);
        assertThat(read(DatasetWriter.bytes(dataset, EXPLICIT), deepest)).isEqualTo(dataset);
        assertThat(DicomJson.read(DicomJson.write(dataset), deepest)).isEqualTo(dataset);
    }

    @Test
    void refusesNestingBeyondItInADataSetMadeInMemory() {
        assertThatThrownBy(() -> {
                    Dataset dataset = Dataset.empty();
                    for (int i = 0; i <= Dataset.MAXIMUM_DEPTH; i++) {
                        dataset = Dataset.builder()
                                .putItems(Tag.ContentSequence, dataset)
                                .build();
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsElementsAndItems() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicitHeader(Tag.ContentSequence, "SQ", 16)
                .item(0)
                .item(0)
                .bytes();
        assertThat(read(bytes, new ReadLimits(3, 1, 0, 1000)).size()).isEqualTo(1);
        assertRefused(bytes, new ReadLimits(2, 1, 0, 1000), Code.TOO_MANY_ELEMENTS);
    }

    @Test
    void refusesAValueLongerThanAllowed() throws IOException {
        byte[] bytes =
                EncodedBytes.little().explicit(Tag.TextValue, "UT", "12345678").bytes();
        assertThat(read(bytes, new ReadLimits(9, 9, 8, 1000)).string(Tag.TextValue))
                .contains("12345678");
        assertRefused(bytes, new ReadLimits(9, 9, 7, 1000), Code.VALUE_TOO_LONG);
    }

    @Test
    void refusesAnObjectLongerThanAllowedEvenIfItIsSkipped() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.PixelData, "OW", new byte[988])
                .bytes();
        assertThat(bytes).hasSize(1000);
        ReadOptions fitting = ReadOptions.headersOnly().with(new ReadLimits(9, 9, 9, 1000));
        assertThat(DatasetReader.read(new ByteArrayInputStream(bytes), EXPLICIT, fitting)
                        .dataset()
                        .size())
                .isEqualTo(1);
        ReadOptions tight = ReadOptions.headersOnly().with(new ReadLimits(9, 9, 9, 999));
        assertThatThrownBy(() -> DatasetReader.read(new ByteArrayInputStream(bytes), EXPLICIT, tight))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.OBJECT_TOO_LONG));
    }

    @Test
    void refusesMoreOfAHeaderThanAllowedButNoneOfWhatIsLeftOut() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.PatientID, "LO", "12345678")
                .explicitHeader(Tag.ProcedureCodeSequence, "UN", 18)
                .item(10)
                .implicit(Tag.CodeValue, "A ")
                .explicit(Tag.PatientComments, "LT", "12")
                .explicit(Tag.PixelData, "OW", new byte[900])
                .bytes();
        ReadOptions fitting = ReadOptions.headersOnly().with(new ReadLimits(9, 9, 28, 2000));
        assertThat(DatasetReader.read(bytes, EXPLICIT, fitting).dataset().items(Tag.ProcedureCodeSequence))
                .hasSize(1);
        ReadOptions tight = ReadOptions.headersOnly().with(new ReadLimits(9, 9, 27, 2000));
        assertThatThrownBy(() -> DatasetReader.read(bytes, EXPLICIT, tight))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.VALUE_TOO_LONG));
    }

    @Test
    void refusesAnObjectInMemoryThatIsLongerThanAllowed() throws IOException {
        byte[] bytes = EncodedBytes.little().explicit(Tag.PatientID, "LO", "12").bytes();
        ReadOptions fitting = ReadOptions.keepEverything().with(new ReadLimits(9, 9, 9, 10));
        assertThat(DatasetReader.read(bytes, EXPLICIT, fitting).dataset().size())
                .isEqualTo(1);
        ReadOptions tight = fitting.with(new ReadLimits(9, 9, 9, 9));
        assertThatThrownBy(() -> DatasetReader.read(bytes, EXPLICIT, tight))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.OBJECT_TOO_LONG));
    }

    @Test
    void takesNoMemoryForALengthThatIsOnlyAnnounced() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicitHeader(Tag.EncapsulatedDocument, "OB", 1 << 30)
                .raw(new byte[1000])
                .bytes();
        assertRefused(bytes, ReadLimits.defaults(), Code.TRUNCATED);
        long before = allocated();
        assertRefused(bytes, ReadLimits.defaults(), Code.TRUNCATED);
        assertThat(allocated() - before).isLessThan(1 << 20);
    }

    @Test
    void skipsAGigabyteWithoutTakingMemory() throws IOException {
        int length = 1 << 30;
        byte[] header = EncodedBytes.little()
                .explicit(Tag.PatientID, "LO", "1 ")
                .explicitHeader(Tag.PixelData, "OW", length)
                .bytes();
        InputStream object = new SequenceInputStream(new ByteArrayInputStream(header), new ZeroStream(length));
        long before = allocated();
        Dataset dataset =
                DatasetReader.read(object, EXPLICIT, ReadOptions.headersOnly()).dataset();
        assertThat(allocated() - before).isLessThan(1 << 20);
        assertThat(dataset.element(Tag.PixelData))
                .hasValueSatisfying(
                        element -> assertThat(((BulkElement) element).length()).isEqualTo(length));
    }

    /** Gives zeros, and skips them as a stream does that knows no better. */
    private static final class ZeroStream extends InputStream {
        private long left;

        private ZeroStream(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int read = (int) Math.min(left, length);
            left -= read;
            return read;
        }
    }

    @Test
    void stopsABombOfDeflatedZerosInBoundedMemory() throws IOException {
        Dataset zeros = Dataset.builder()
                .putBytes(Tag.PixelData, VR.OW, new byte[100 << 20])
                .build();
        byte[] bomb = DatasetWriter.bytes(zeros, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(bomb.length).isLessThan(200_000);
        long before = allocated();
        assertThatThrownBy(() -> DatasetReader.read(
                        bomb, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything()))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.OBJECT_TOO_LONG));
        assertThat(allocated() - before).isLessThan(80 << 20);
    }

    @Test
    void readsManyPrivateBlocksWithoutCreatorInTime() throws IOException {
        EncodedBytes bytes = EncodedBytes.little();
        for (int group = 0x0009; group < 0x8000; group += 2) {
            bytes.explicit(Tags.of(group, 0x1000), "LO", "").explicit(Tags.of(group, 0x1100), "LO", "");
        }
        List<Dataset> read = new ArrayList<>();
        Assertions.assertTimeout(Duration.ofSeconds(1), () -> read.add(read(bytes.bytes(), ReadLimits.defaults())));
        assertThat(read.get(0).size()).isGreaterThan(30_000);
    }

    @Test
    void readsElementsInReverseOrderInTime() throws IOException {
        EncodedBytes bytes = EncodedBytes.little();
        for (int element = 0xFFFF; element > 0x1000; element--) {
            bytes.explicit(Tags.of(0x0009, element), "LO", "");
        }
        List<ReadResult> read = new ArrayList<>();
        Assertions.assertTimeout(
                Duration.ofSeconds(1),
                () -> read.add(DatasetReader.read(bytes.bytes(), EXPLICIT, ReadOptions.keepEverything())));
        assertThat(read.get(0).dataset().size()).isEqualTo(0xEFFF);
        assertThat(read.get(0).problems()).hasSizeLessThanOrEqualTo(1000);
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
