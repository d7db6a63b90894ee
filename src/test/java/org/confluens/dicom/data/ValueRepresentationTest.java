package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every VR of PS3.5 table 6.2-1: its header (section 7.1.2), its padding (section 6.2) and its multiplicity (section 6.4). */
class ValueRepresentationTest {
    /** A VR, whether its header is long, the padding of an odd value, and what parts values: text, nothing or a number of bytes. */
    private static final String TABLE = """
            AE short space text
            AS short space text
            AT short null  4
            CS short space text
            DA short space text
            DS short space text
            DT short space text
            FD short null  8
            FL short null  4
            IS short space text
            LO short space text
            LT short space one
            OB long  null  bytes
            OD long  null  bytes
            OF long  null  bytes
            OL long  null  bytes
            OV long  null  bytes
            OW long  null  bytes
            PN short space text
            SH short space text
            SL short null  4
            SQ long  null  items
            SS short null  2
            ST short space one
            SV long  null  8
            TM short space text
            UC long  space text
            UI short null  text
            UL short null  4
            UN long  null  bytes
            UR long  space one
            US short null  2
            UT long  space one
            UV long  null  8
            """;

    private static final int UNLISTED = Tags.of(0x0009, 0x1001);

    record Row(VR vr, boolean longHeader, byte padding, String parts) {
        private static Row of(String line) {
            String[] cells = line.split(" +");
            return new Row(
                    VR.valueOf(cells[0]),
                    cells[1].equals("long"),
                    (byte) (cells[2].equals("space") ? ' ' : 0),
                    cells[3]);
        }

        boolean isText() {
            return parts.equals("text") || parts.equals("one");
        }
    }

    static Stream<Row> rows() {
        return TABLE.lines().map(Row::of);
    }

    static Stream<Row> values() {
        return rows().filter(row -> row.vr() != VR.SQ);
    }

    private static byte[] written(VR vr, byte[] value, TransferSyntax syntax) {
        Dataset dataset = Dataset.builder().putBytes(UNLISTED, vr, value).build();
        return DatasetWriter.bytes(dataset, syntax);
    }

    private static Dataset read(byte[] bytes, TransferSyntax syntax) throws IOException {
        return DatasetReader.read(bytes, syntax, ReadOptions.keepEverything()).dataset();
    }

    @Test
    void areAllThatThereAre() {
        assertThat(rows().map(Row::vr)).containsExactly(VR.values());
    }

    @ParameterizedTest
    @MethodSource("values")
    void haveTheHeaderAndThePaddingOfTheStandard(Row row) throws IOException {
        for (boolean big : new boolean[] {false, true}) {
            TransferSyntax syntax =
                    big ? TransferSyntax.EXPLICIT_VR_BIG_ENDIAN : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            ByteBuffer expected = ByteBuffer.allocate(row.longHeader() ? 14 : 10)
                    .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            expected.putShort((short) 0x0009).putShort((short) 0x1001);
            expected.put(row.vr().name().getBytes(StandardCharsets.US_ASCII));
            if (row.longHeader()) {
                expected.putShort((short) 0).putInt(2);
            } else {
                expected.putShort((short) 2);
            }
            boolean swapped = big && !row.isText() && row.vr() != VR.OB && row.vr() != VR.UN && bytesOf(row) == 2;
            expected.put(swapped ? new byte[] {row.padding(), '1'} : new byte[] {'1', row.padding()});
            byte[] bytes = written(row.vr(), new byte[] {'1'}, syntax);
            assertThat(bytes).isEqualTo(expected.array());
            assertThat(read(bytes, syntax).bytes(UNLISTED)).contains(new byte[] {'1', row.padding()});
        }
    }

    private static int bytesOf(Row row) {
        return switch (row.vr()) {
            case OW, SS, US, AT -> 2;
            default -> row.parts().matches("[0-9]") ? Integer.parseInt(row.parts()) : 0;
        };
    }

    @ParameterizedTest
    @MethodSource("values")
    void havePaddingThatIsNoPartOfTheirValue(Row row) {
        if (row.isText()) {
            for (String padded : List.of("1", "1 ", "1  ", "1\0")) {
                Dataset dataset = Dataset.builder()
                        .putBytes(UNLISTED, row.vr(), padded.getBytes(StandardCharsets.US_ASCII))
                        .build();
                assertThat(dataset.strings(UNLISTED)).containsExactly("1");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void haveAsManyValuesAsTheirFormSays(Row row) throws IOException {
        byte[] value = row.isText() ? "1\\\\20".getBytes(StandardCharsets.US_ASCII) : numbers(row, 1, 0, 20);
        for (TransferSyntax syntax :
                List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)) {
            Dataset dataset = read(written(row.vr(), value, syntax), syntax);
            List<String> expected = switch (row.parts()) {
                case "text" -> List.of("1", "", "20");
                case "one" -> List.of("1\\\\20");
                case "bytes" -> List.of();
                default ->
                    row.vr() == VR.AT
                            ? List.of("00000001", "00000000", "00000014")
                            : Arrays.stream(new int[] {1, 0, 20})
                                    .mapToObj(number -> number(row.vr(), number))
                                    .toList();
            };
            assertThat(dataset.strings(UNLISTED)).isEqualTo(expected);
            assertThat(dataset.bytes(UNLISTED)).contains(even(value, row.padding()));
        }
    }

    private static String number(VR vr, int number) {
        return vr == VR.FL || vr == VR.FD ? number + ".0" : String.valueOf(number);
    }

    private static byte[] even(byte[] value, byte padding) {
        byte[] even = Arrays.copyOf(value, value.length + (value.length & 1));
        if (even.length > value.length) {
            even[value.length] = padding;
        }
        return even;
    }

    private static byte[] numbers(Row row, int... numbers) {
        int width = row.parts().equals("bytes") ? 8 : Integer.parseInt(row.parts());
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            switch (row.vr()) {
                case FL -> bytes.putFloat(number);
                case FD -> bytes.putDouble(number);
                case AT -> bytes.putShort((short) (number >>> 16)).putShort((short) number);
                case US, SS -> bytes.putShort((short) number);
                case UL, SL -> bytes.putInt(number);
                default -> bytes.putLong(number);
            }
        }
        return bytes.array();
    }

    @ParameterizedTest
    @CsvSource({
        "LO, ' a ', a", "SH, ' a ', a", "CS, ' A ', A", "AE, ' A ', A", "DS, ' 1 ', 1", "IS, ' 1 ', 1",
        "LT, ' a ', ' a'", "ST, ' a ', ' a'", "UT, ' a ', ' a'", "UC, ' a ', ' a'", "UR, ' a ', ' a'", "PN, ' a ', ' a'"
    })
    void keepLeadingSpacesWhereTheyMeanSomething(VR vr, String padded, String value) {
        assertThat(Dataset.builder().put(UNLISTED, vr, padded).build().string(UNLISTED))
                .contains(value);
    }

    @Test
    void ofSequencesHaveALongHeaderAndAnyNumberOfItems() throws IOException {
        for (int items = 0; items < 3; items++) {
            Dataset[] empty = new Dataset[items];
            Arrays.fill(empty, Dataset.empty());
            Dataset dataset =
                    Dataset.builder().putItems(Tag.ProcedureCodeSequence, empty).build();
            byte[] bytes = DatasetWriter.bytes(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(Arrays.copyOfRange(bytes, 4, 8)).isEqualTo(new byte[] {'S', 'Q', 0, 0});
            assertThat(read(bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).items(Tag.ProcedureCodeSequence))
                    .hasSize(items);
        }
    }
}
