package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of the default repertoire that hold what it lacks: the JSON model gives them back byte by byte. */
class JsonBytesTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Map<VR, Integer> TAGS = Map.of(
            VR.AE, Tag.ScheduledStationAETitle,
            VR.AS, Tag.PatientAge,
            VR.CS, Tag.Modality,
            VR.DA, Tag.StudyDate,
            VR.DS, Tag.PatientWeight,
            VR.DT, Tag.AcquisitionDateTime,
            VR.IS, Tag.InstanceNumber,
            VR.TM, Tag.StudyTime,
            VR.UI, Tag.SOPInstanceUID,
            VR.UR, Tag.RetrieveURL);

    /** Those that may be padded with leading spaces (PS3.5 table 6.2-1). */
    private static final List<VR> PADDED_BEFORE = List.of(VR.AE, VR.CS, VR.DS, VR.IS);

    static Stream<VR> vrs() {
        return TAGS.keySet().stream().sorted();
    }

    private static Dataset read(int tag, VR vr, byte[] value) throws IOException {
        byte[] bytes = EncodedBytes.little().explicit(tag, vr.name(), value).bytes();
        return DatasetReader.read(bytes, EXPLICIT, ReadOptions.keepEverything()).dataset();
    }

    private static byte[] throughJson(Dataset dataset, int tag) throws IOException {
        return DicomJson.read(DicomJson.write(dataset)).bytes(tag).orElseThrow();
    }

    /** The bytes of a value without what its VR calls padding, around each of its values. */
    private static byte[] withoutPadding(byte[] value, VR vr) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        List<String> values = new ArrayList<>();
        for (String one : vr.isMultiValued() ? text.split("\\\\", -1) : new String[] {text}) {
            String right = one.replaceFirst("[ \0]+$", "");
            values.add(PADDED_BEFORE.contains(vr) ? right.replaceFirst("^ +", "") : right);
        }
        return String.join("\\", values).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void check(VR vr, byte[] value) throws IOException {
        int tag = TAGS.get(vr);
        Dataset dataset = read(tag, vr, value);
        Dataset again = DicomJson.read(DicomJson.write(dataset));
        assertThat(withoutPadding(again.bytes(tag).orElseThrow(), vr)).isEqualTo(withoutPadding(value, vr));
        assertThat(again).isEqualTo(dataset);
        int unlisted = Tags.of(0x0009, 0x1001);
        Dataset ofNobody = read(unlisted, vr, value);
        assertThat(withoutPadding(throughJson(ofNobody, unlisted), vr)).isEqualTo(withoutPadding(value, vr));
    }

    @ParameterizedTest
    @MethodSource("vrs")
    void keepsTheBytesOfOddValues(VR vr) throws IOException {
        for (String value : List.of(
                "\u001B$B;3ED\u001B(B",
                "\u001B-L\u00B6",
                "A\u001B",
                "T\u00C3\u008ATE",
                "T\u00CATE",
                "\u00FF\u00FE",
                "1\\\u00E9",
                "\\",
                "\\\\",
                "1\\",
                "\\1",
                "1\\\\2",
                " 1",
                "1 ",
                " 1 \\ 2 ",
                "1\0",
                "1\0\0",
                "\0001",
                "1\0002",
                "  ",
                "\0\0",
                "\t1\r\n",
                "1\f2\u007F",
                "\"1\"/\b",
                "+1",
                "01",
                "1.",
                "1e5",
                "-0")) {
            check(vr, value.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @MethodSource("vrs")
    void keepsAnyBytesAtAll(VR vr) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        byte[] some = " \\\u001B\0\u00E9\u00C3\u00A90A.".getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 2000; round++) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            for (int i = random.nextInt(1, 9); i > 0; i--) {
                value.write(random.nextInt(3) == 0 ? random.nextInt(256) : some[random.nextInt(some.length)]);
            }
            check(vr, value.toByteArray());
        }
    }

    @Test
    void tellsTheBytesWhereTheModelHasNoWordsForThem() throws IOException {
        assertThat(DicomJson.write(read(Tag.Modality, VR.CS, new byte[] {'M', (byte) 0xE9})))
                .isEqualTo("{\"00080060\":{\"vr\":\"UN\",\"InlineBinary\":\"Tek=\"}}");
        assertThat(DicomJson.write(read(Tag.SOPInstanceUID, VR.UI, " 1.2".getBytes())))
                .isEqualTo("{\"00080018\":{\"vr\":\"UN\",\"InlineBinary\":\"IDEuMg==\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.2\0", "1.2 "})
    void tellsAValueWithoutItsPadding(String uid) throws IOException {
        assertThat(DicomJson.write(read(Tag.SOPInstanceUID, VR.UI, uid.getBytes())))
                .isEqualTo("{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]}}");
    }
}
