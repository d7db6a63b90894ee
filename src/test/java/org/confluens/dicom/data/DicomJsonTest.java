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
    void refusesMoreElementsThanAllowed() {
        String json = "{\"00080008\":{\"vr\":\"CS\",\"Value\":[\"A\",\"B\",\"C\"]}}";
        assertThatThrownBy(() -> DicomJson.read(json, new ReadLimits(3, 1, 100, 100)))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.TOO_MANY_ELEMENTS));
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
