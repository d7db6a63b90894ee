package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.confluens.dicom.data.DatasetReadException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DicomJsonTest {
    @Test
    void writesEveryKindOfValueAsTheModelAsks() {
        Dataset dataset = Dataset.builder()
                .put(Tag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                .put(Tag.PatientID, "a\"b\\c")
                .putEmpty(Tag.AccessionNumber)
                .put(Tag.PixelSpacing, "0.50", "-1e3", "+2")
                .putInt(Tag.Rows, 512)
                .put(Tag.FrameIncrementPointer, "00181063")
                .put(Tag.ImageType, "DERIVED", "", "MPR")
                .put(Tag.PatientComments, "one\r\ntwo")
                .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2})
                .putItems(Tag.ProcedureCodeSequence, Dataset.empty())
                .build();
        assertThat(DicomJson.write(dataset))
                .isEqualTo("{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},"
                        + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"DERIVED\",null,\"MPR\"]},"
                        + "\"00080050\":{\"vr\":\"SH\"},"
                        + "\"00081032\":{\"vr\":\"SQ\",\"Value\":[{}]},"
                        + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Yamada^Tarou\","
                        + "\"Ideographic\":\"山田^太郎\",\"Phonetic\":\"やまだ^たろう\"}]},"
                        + "\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\\\"b\",\"c\"]},"
                        + "\"00104000\":{\"vr\":\"LT\",\"Value\":[\"one\\u000d\\u000atwo\"]},"
                        + "\"00280009\":{\"vr\":\"AT\",\"Value\":[\"00181063\"]},"
                        + "\"00280010\":{\"vr\":\"US\",\"Value\":[512]},"
                        + "\"00280030\":{\"vr\":\"DS\",\"Value\":[0.50,-1e3,\"+2\"]},"
                        + "\"7FE00010\":{\"vr\":\"OW\",\"InlineBinary\":\"AQI=\"}}");
    }

    @Test
    void readsMembersInAnyOrderAndPassesOverUnknownOnes() throws IOException {
        Dataset dataset = DicomJson.read(
                " { \"00100010\" : { \"Value\" : [ { \"Alphabetic\" : \"DOE^JANE\", \"x\" : [ {} , [1,true] ] } ] ,"
                        + " \"vr\" : \"PN\" , \"other\" : {\"a\":[],\"b\":{\"c\":null}} } ,"
                        + " \"00081032\":{\"Value\":[{\"00080100\":{\"vr\":\"SH\",\"Value\":[\"\\u0041\\n\"]}}],\"vr\":\"SQ\"} } ");
        assertThat(dataset.personName(Tag.PatientName)).contains(PersonName.of("DOE", "JANE"));
        assertThat(dataset.item(Tag.ProcedureCodeSequence).orElseThrow().string(Tag.CodeValue))
                .contains("A\n");
    }

    @Test
    void readsAndWritesArraysOfDataSets() throws IOException {
        List<Dataset> datasets = List.of(
                Dataset.builder().put(Tag.PatientID, "1").build(),
                Dataset.builder().put(Tag.PatientID, "2").build());
        assertThat(DicomJson.readAll(DicomJson.writeAll(datasets))).isEqualTo(datasets);
        assertThat(DicomJson.readAll("[]")).isEmpty();
        assertThatThrownBy(() -> DicomJson.read("[]")).isInstanceOf(DatasetReadException.class);
    }

    @Test
    void keepsBulkDataUris() throws IOException {
        String json = "{\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"https://example.org/1\"}}";
        Dataset dataset = DicomJson.read(json);
        assertThat(dataset.element(Tag.PixelData))
                .contains(new BulkElement(Tag.PixelData, VR.OW, -1, -1, Optional.of("https://example.org/1")));
        assertThat(DicomJson.write(dataset)).isEqualTo(json);
    }

    @Test
    void givesElementsTheUriThatItIsAskedTo() {
        Dataset dataset =
                Dataset.builder().putBytes(Tag.PixelData, VR.OW, new byte[2]).build();
        assertThat(DicomJson.write(dataset, element -> Optional.of("bulk/" + Tags.hex(element.tag()))))
                .isEqualTo("{\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"bulk/7FE00010\"}}");
    }

    @Test
    void leavesOutGroupLengthsAndValuesThatWereSkipped() {
        Dataset dataset = Dataset.builder()
                .putInt(Tags.of(0x0010, 0), 10)
                .put(Tag.PatientID, "1")
                .put(new BulkElement(Tag.PixelData, VR.OW, 10, 0, Optional.empty()))
                .build();
        assertThat(DicomJson.write(dataset)).isEqualTo("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"1\"]}}");
    }

    @Test
    void carriesFragmentsInline() throws IOException {
        Dataset dataset = Dataset.builder()
                .put(new FragmentsElement(Tag.PixelData, VR.OB, List.of(new byte[0], new byte[] {1, 2, 3})))
                .build();
        assertThat(DicomJson.read(DicomJson.write(dataset))).isEqualTo(dataset);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00091010, Tag.EncapsulatedDocument, Tag.RedPaletteColorLookupTableData, 0x60003000})
    void carriesFragmentsUnderOtherTagsInlineToo(int tag) throws IOException {
        for (VR vr : List.of(VR.OB, VR.OW)) {
            Dataset dataset = Dataset.builder()
                    .put(Tags.of(0x0009, 0x0010), VR.LO, "CREATOR")
                    .put(new FragmentsElement(tag, vr, List.of(new byte[0], new byte[] {1, 2, 3})))
                    .build();
            assertThat(DicomJson.read(DicomJson.write(dataset))).isEqualTo(dataset);
            byte[] bytes = DatasetWriter.bytes(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            Dataset read = DatasetReader.read(
                            bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything())
                    .dataset();
            assertThat(DicomJson.read(DicomJson.write(read))).isEqualTo(dataset);
        }
    }

    @Test
    void keepsTheBytesOfEveryNumberThatIsNone() throws IOException {
        byte[] usual = {0, 0, (byte) 0xC0, 0x7F};
        byte[] special = {1, 2, (byte) 0xC3, (byte) 0xFF};
        for (byte[] bytes : List.of(usual, special)) {
            Dataset dataset = Dataset.builder()
                    .putBytes(Tag.RecommendedDisplayFrameRateInFloat, VR.FL, bytes)
                    .build();
            assertThat(DicomJson.read(DicomJson.write(dataset)).bytes(Tag.RecommendedDisplayFrameRateInFloat))
                    .hasValue(bytes);
        }
    }

    @Test
    void declaresUtf8InPlaceOfTheSetThatWasRead() throws IOException {
        Dataset latin = Dataset.builder()
                .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                .put(Tag.PatientID, "é")
                .build();
        Dataset read = DicomJson.read(DicomJson.write(latin));
        assertThat(read.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(read.string(Tag.PatientID)).contains("é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "[",
                "nul",
                "{}x",
                "{\"00100020\"}",
                "{\"00100020\":1}",
                "{\"0010\":{}}",
                "{\"0010002G\":{}}",
                "{\"00100020\":{\"vr\":\"XX\"}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":\"1\"}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[65536]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1.5]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[\"x\"]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[01]}}",
                "{\"00280009\":{\"vr\":\"AT\",\"Value\":[\"0018106345\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"\\x\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"\\u12\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a",
                "{\"7FE00010\":{\"vr\":\"OB\",\"Value\":[\"1\"]}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"A\"}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"AA@=\"}}",
                "{\"7FE00010\":{\"vr\":\"OW\",\"InlineBinary\":\"AAA=\",\"BulkDataURI\":\"x\"}}",
                "{\"00091001\":{\"Value\":[{\"00100020\":{\"vr\":\"LO\"}}],\"vr\":\"LO\"}}",
                "{\"00091001\":{\"Value\":[{\"x\":{}}],\"vr\":\"SQ\"}}",
                "{\"00081032\":{\"vr\":\"SQ\",\"InlineBinary\":\"AAA=\"}}",
                "{\"00720074\":{\"vr\":\"FD\",\"Value\":[1e999]}}",
                "{\"00720076\":{\"vr\":\"FL\",\"Value\":[1e39]}}",
                "{\"00720074\":{\"vr\":\"FD\",\"Value\":[\"1d\"]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1,null]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1e999999999]}}",
                "{}\u0000",
                "{\"00081032\":{\"vr\":\"SQ\",\"Value\":[1]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"x\":[}}",
                "{,}"
            })
    void refusesWhatIsNotTheModel(String json) {
        assertThatThrownBy(() -> DicomJson.read(json))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.NOT_JSON));
    }

    @Test
    void refusesDeepNestingEverywhere() {
        String sequences = "{\"0040A730\":{\"vr\":\"SQ\",\"Value\":[".repeat(10_000);
        String unknown = "{\"0040A730\":{\"vr\":\"LO\",\"x\":" + "[".repeat(10_000);
        for (String json : List.of(sequences, unknown)) {
            assertThatThrownBy(() -> DicomJson.read(json))
                    .isInstanceOfSatisfying(
                            DatasetReadException.class,
                            refused -> assertThat(refused.code()).isEqualTo(Code.TOO_DEEP));
        }
    }

    @Test
    void refusesMoreThanAllowedAndNothingAtTheEdge() throws IOException {
        String one = "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"12345\"]},\"00101002\":{\"vr\":\"SQ\",\"Value\":[{}]}}";
        for (String json : List.of(one, "[" + one + "," + one + "]")) {
            int extra = json.startsWith("[") ? 1 : 0;
            ReadLimits edge = new ReadLimits(3 + extra, 1, 5, 100);
            assertThat(DicomJson.readAll(json, edge)).hasSize(1 + extra);
            assertRefused(Code.TOO_MANY_ELEMENTS, json, new ReadLimits(2 + extra, 1, 5, 100));
            assertRefused(Code.TOO_DEEP, json, new ReadLimits(3 + extra, 0, 5, 100));
            assertRefused(Code.VALUE_TOO_LONG, json, new ReadLimits(3 + extra, 1, 4, 100));
        }
    }

    private static void assertRefused(Code code, String json, ReadLimits limits) {
        assertThatThrownBy(() -> DicomJson.readAll(json, limits))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void readsPrivateSequencesWhoseVrComesLast() throws IOException {
        String json =
                "{\"00091001\":{\"Value\":[null,{},{\"00100020\":{\"Value\":[\"1\"],\"vr\":\"LO\"}}],\"vr\":\"SQ\"},"
                        + "\"00091002\":{\"Value\":[{}, null],\"vr\":\"SQ\"},"
                        + "\"00091003\":{\"Value\":[{\"Alphabetic\":\"DOE^JANE\"}],\"vr\":\"PN\"}}";
        Dataset dataset = DicomJson.read(json);
        assertThat(dataset.items(Tags.of(0x0009, 0x1001)))
                .hasSize(3)
                .last()
                .satisfies(item -> assertThat(item.string(Tag.PatientID)).contains("1"));
        assertThat(dataset.items(Tags.of(0x0009, 0x1002))).containsExactly(Dataset.empty(), Dataset.empty());
        assertThat(dataset.string(Tags.of(0x0009, 0x1003))).contains("DOE^JANE");
    }

    @Test
    void readsNumbersInEveryFormThatJsonHas() throws IOException {
        String json =
                "\uFEFF{\"00280010\":{\"vr\":\"US\",\"Value\":[512.0]},\"00280011\":{\"vr\":\"US\",\"Value\":[null]},"
                        + "\"00720074\":{\"vr\":\"FD\",\"Value\":[\"NaN\",\"-inf\",\"Infinity\",\"1e3\",-0.0,0.1]},"
                        + "\"00720076\":{\"vr\":\"FL\",\"Value\":[\"nan\",3.4028235e38,16777217]},"
                        + "\"00720078\":{\"vr\":\"UL\",\"Value\":[4294967295,1E3]},"
                        + "\"00720082\":{\"vr\":\"SV\",\"Value\":[-9223372036854775808,\"9007199254740993\"]},"
                        + "\"00720083\":{\"vr\":\"UV\",\"Value\":[18446744073709551615,2e3]}}";
        Dataset dataset = DicomJson.read(json);
        assertThat(dataset.integer(Tag.Rows)).hasValue(512);
        assertThat(dataset.element(Tag.Columns).orElseThrow().isEmpty()).isTrue();
        assertThat(dataset.decimals(Tag.SelectorFDValue))
                .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1000, -0.0, 0.1);
        assertThat(dataset.decimals(Tag.SelectorFLValue)).containsExactly(Double.NaN, Float.MAX_VALUE, 16777216);
        assertThat(dataset.longs(Tag.SelectorULValue)).containsExactly(4294967295L, 1000);
        assertThat(dataset.longs(Tag.SelectorSVValue)).containsExactly(Long.MIN_VALUE, 9007199254740993L);
        assertThat(dataset.strings(Tag.SelectorUVValue)).containsExactly("18446744073709551615", "2000");
        assertThat(DicomJson.read(DicomJson.write(dataset))).isEqualTo(dataset);
    }

    @Test
    void countsElementsForEachDataSetAndNoValues() throws IOException {
        String one = "{\"30060050\":{\"vr\":\"DS\",\"Value\":[" + "1,".repeat(999) + "1]}}";
        String json = "[" + (one + ",").repeat(9) + one + "]";
        List<Dataset> datasets = DicomJson.readAll(json, new ReadLimits(2, 1, 2000, 100));
        assertThat(datasets).hasSize(10);
        assertThat(datasets.get(9).decimals(Tag.ContourData)).hasSize(1000);
    }

    @Test
    void marksHalvesOfCharacters() throws IOException {
        Dataset dataset =
                DicomJson.read("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\\ud83dz\\udc00\\ud83d\\ude00\"]}}");
        assertThat(dataset.string(Tag.PatientID)).contains("a\uFFFDz\uFFFD\uD83D\uDE00");
    }

    @Test
    void tellsTheBytesOfAValueThatFillsNoWholeNumbers() throws IOException {
        Dataset dataset = Dataset.builder()
                .putBytes(Tag.Rows, VR.US, new byte[] {1, 2, 3})
                .build();
        String json = DicomJson.write(dataset);
        assertThat(json).isEqualTo("{\"00280010\":{\"vr\":\"UN\",\"InlineBinary\":\"AQID\"}}");
        assertThat(DicomJson.read(json)).isEqualTo(dataset);
    }

    @Test
    void leavesOnlyItsOwnExceptionWhateverCharactersChange() {
        SplittableRandom random = new SplittableRandom(7);
        RandomDatasets datasets = new RandomDatasets(8);
        for (int round = 0; round < 500; round++) {
            StringBuilder json = new StringBuilder(DicomJson.write(datasets.next()));
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                char c = "{}[]\",:\\u0019enull \u0000é".charAt(random.nextInt(20));
                json.setCharAt(random.nextInt(json.length()), c);
            }
            assertThat(readOrRefuse(json.toString())).isTrue();
        }
    }

    private static boolean readOrRefuse(String json) {
        try {
            return DicomJson.read(json) != null;
        } catch (IOException e) {
            return e instanceof DatasetReadException;
        }
    }
}
