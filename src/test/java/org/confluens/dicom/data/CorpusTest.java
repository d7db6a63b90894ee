package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.confluens.peer.NeedsCorpus;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsCorpus
class CorpusTest {
    /** Files that are cut off or contradict themselves, and how they must be refused where they have to be whole. */
    private static final Map<String, DatasetReadException.Code> REFUSED = refused();

    private static Map<String, DatasetReadException.Code> refused() {
        Map<String, DatasetReadException.Code> refused = new TreeMap<>();
        for (String name : List.of(
                "b14_truncated_at_331.dcm",
                "b15_truncated_at_339.dcm",
                "b16_truncated_at_710.dcm",
                "b17_truncated_at_716.dcm",
                "b18_truncated_at_1500.dcm",
                "b19_truncated_at_9829.dcm",
                "b20_truncated_at_4915.dcm",
                "b32_item_delim_with_length.dcm",
                "b43_fragments_no_delim.dcm",
                "b45_deflate_truncated.dcm",
                "b51_random_bytes.dcm")) {
            refused.put("dicom/broken_derived/" + name, DatasetReadException.Code.TRUNCATED);
        }
        for (String name : List.of("b01_empty.dcm", "b02_preamble_only.dcm", "b03_dicm_only.dcm")) {
            refused.put("dicom/broken_derived/" + name, DatasetReadException.Code.NOT_DICOM);
        }
        refused.put("dicom/broken_derived/b26_length_past_end.dcm", DatasetReadException.Code.VALUE_TOO_LONG);
        refused.put("dicom/broken_derived/b27_length_ffffffff_on_ut.dcm", DatasetReadException.Code.MALFORMED);
        refused.put("dicom/broken_derived/b34_item_longer_than_sq.dcm", DatasetReadException.Code.MALFORMED);
        refused.put("dicom/broken_derived/b36_nesting_3000.dcm", DatasetReadException.Code.TOO_DEEP);
        refused.put("dicom/broken_derived/b47_deflate_bomb_200MB.dcm", DatasetReadException.Code.OBJECT_TOO_LONG);
        refused.put("dicom/dicomdir/pydicom__DICOMDIR-nooffset", DatasetReadException.Code.MALFORMED);
        refused.put("dicom/odd/pydicom__no_meta.dcm", DatasetReadException.Code.NOT_DICOM);
        refused.put("dicom/odd/pydicom__MR_truncated.dcm", DatasetReadException.Code.TRUNCATED);
        refused.put("dicom/odd/pydicom__rtplan_truncated.dcm", DatasetReadException.Code.TRUNCATED);
        return refused;
    }

    static List<String> files() throws IOException {
        return CorpusFiles.files();
    }

    static List<String> readableFiles() throws IOException {
        return CorpusFiles.files().stream()
                .filter(name -> !REFUSED.containsKey(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsOrRefusesEveryFileWithinASecond(String name) {
        Assertions.assertTimeout(Duration.ofSeconds(1), () -> {
            try {
                CorpusFiles.read(name).whole();
                assertThat(REFUSED).doesNotContainKey(name);
            } catch (DatasetReadException e) {
                assertThat(e.code()).isEqualTo(REFUSED.get(name));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("readableFiles")
    void readsBackWhatItWrites(String name) throws IOException {
        Part10 file = CorpusFiles.read(name);
        Part10 again = Part10.read(new ByteArrayInputStream(file.bytes()), ReadOptions.keepEverything());
        assertThat(again.dataset()).isEqualTo(file.dataset());
        assertThat(again.transferSyntax()).isEqualTo(file.transferSyntax());
    }

    @ParameterizedTest
    @MethodSource("readableFiles")
    void keepsTheMeaningThroughOtherTransferSyntaxes(String name) throws IOException {
        Dataset dataset = CorpusFiles.read(name).dataset();
        for (String uid :
                List.of(UID.ExplicitVRLittleEndian, UID.ExplicitVRBigEndian, UID.DeflatedExplicitVRLittleEndian)) {
            TransferSyntax syntax = TransferSyntax.of(uid);
            byte[] bytes = DatasetWriter.bytes(dataset, syntax);
            assertThat(DatasetReader.read(bytes, syntax, ReadOptions.keepEverything())
                            .dataset())
                    .isEqualTo(dataset);
        }
    }

    @ParameterizedTest
    @MethodSource("readableFiles")
    void keepsTheMeaningThroughJson(String name) throws IOException {
        Dataset unicode =
                Transcoding.unicode(withoutGroupLengths(CorpusFiles.read(name).dataset()));
        assertThat(DicomJson.read(DicomJson.write(unicode))).isEqualTo(unicode);
    }

    private static Dataset withoutGroupLengths(Dataset dataset) {
        Dataset.Builder builder = Dataset.builder();
        for (Element element : dataset) {
            if (element instanceof SequenceElement sequence) {
                List<Dataset> items = sequence.items().stream()
                        .map(CorpusTest::withoutGroupLengths)
                        .toList();
                builder.putItems(element.tag(), items);
            } else if (!Tags.isGroupLength(element.tag())) {
                builder.put(element);
            }
        }
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("readableFiles")
    void readsTheSameHeadersWithoutPixelData(String name) throws IOException {
        Dataset headers =
                Part10.read(CorpusFiles.file(name), ReadOptions.headersOnly()).dataset();
        Dataset whole = CorpusFiles.read(name).dataset();
        assertThat(headers.filter(tag -> isKept(headers, tag))).isEqualTo(whole.filter(tag -> isKept(headers, tag)));
        assertThat(headers.size()).isEqualTo(whole.size());
    }

    private static boolean isKept(Dataset headers, int tag) {
        Element element = headers.element(tag).orElseThrow();
        return !(element instanceof BulkElement) && !(element instanceof SequenceElement);
    }

    @Test
    void decodesEveryNameAsTheReferenceDoes() throws IOException {
        String json = Files.readString(CorpusFiles.file("dicom/charset_expected.json"));
        Map<String, Map<String, String>> expected = new ExpectedText(new StringReader(json)).read();
        expected.keySet().retainAll(CorpusFiles.files());
        assertThat(expected).hasSizeGreaterThan(40);
        for (Map.Entry<String, Map<String, String>> entry : expected.entrySet()) {
            Dataset dataset = CorpusFiles.read(entry.getKey()).dataset();
            Map<String, String> texts = entry.getValue();
            assertThat(PersonName.parse(dataset.string(Tag.PatientName, "")))
                    .as(entry.getKey())
                    .isEqualTo(PersonName.parse(texts.get("reference_pn")));
            if (texts.containsKey("intended_lo")) {
                assertThat(dataset.string(Tag.StudyDescription, "")).isEqualTo(texts.get("intended_lo"));
                assertThat(dataset.string(Tag.PatientComments, "")).isEqualTo(texts.get("intended_text"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dicom/mr/pydicom__MR_small_implicit.dcm",
                "dicom/mr/pydicom__MR_small_expb.dcm",
                "sr/offis_mkreport/report02.dcm",
                "dicom/ts/pydicom__SC_rgb_rle.dcm"
            })
    void refusesAFileThatIsCutAnywhere(String name) throws IOException {
        byte[] whole = CorpusFiles.bytes(name);
        Dataset dataset = CorpusFiles.read(name).dataset();
        int accepted = 0;
        for (int length = 0; length < whole.length; length++) {
            ByteArrayInputStream cut = new ByteArrayInputStream(whole, 0, length);
            try {
                Dataset shorter = Part10.read(cut, ReadOptions.keepEverything()).whole();
                accepted++;
                assertThat(dataset).containsAll(shorter);
            } catch (DatasetReadException e) {
                assertThat(e.code()).isIn(DatasetReadException.Code.TRUNCATED, DatasetReadException.Code.NOT_DICOM);
            }
        }
        assertThat(accepted)
                .as("cuts between two elements, and in the header of the padding after pixel data")
                .isLessThanOrEqualTo(dataset.size() + 7);
    }

    @Test
    void leavesOnlyItsOwnExceptionWhateverBytesChange() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> names = CorpusFiles.files();
        for (int round = 0; round < 1000; round++) {
            byte[] bytes = CorpusFiles.bytes(names.get(random.nextInt(names.size())));
            if (bytes.length > 0) {
                mutate(bytes, random);
                assertThatCode(() -> readOrRefuse(bytes)).doesNotThrowAnyException();
            }
        }
    }

    /** Meta information within the data set is written where it belongs. */
    private static boolean isNoMeta(int tag) {
        return Tags.group(tag) > 2;
    }

    private static void mutate(byte[] bytes, SplittableRandom random) {
        int reach = Math.min(bytes.length, 4096);
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            int place = random.nextInt(reach);
            bytes[place] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(2) - 1);
        }
    }

    private static void readOrRefuse(byte[] bytes) throws IOException {
        try {
            Part10 file = Part10.read(new ByteArrayInputStream(bytes), ReadOptions.keepEverything());
            Part10 again = Part10.read(new ByteArrayInputStream(file.bytes()), ReadOptions.keepEverything());
            assertThat(again.dataset().filter(CorpusTest::isNoMeta).size())
                    .isEqualTo(file.dataset().filter(CorpusTest::isNoMeta).size());
            DicomJson.read(DicomJson.write(file.dataset()));
        } catch (DatasetReadException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
