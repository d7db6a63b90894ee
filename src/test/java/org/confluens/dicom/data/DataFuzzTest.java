package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.confluens.peer.Corpus;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Targets for a fuzzer: whatever the bytes, a reader gives a result or its own exception, in 64 MB and a second. Without
 * {@code JAZZER_FUZZ=1} in the environment only the seeds are tried; fuzzing itself also wants {@code -Djazzer.hooks=true}
 * and one method selected.
 */
class DataFuzzTest {
    private static final long LARGEST_SEED = 16 << 10;

    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

    static List<Arguments> dataSets() {
        List<Arguments> seeds = new ArrayList<>();
        RandomDatasets datasets = new RandomDatasets(51);
        for (int i = 0; i < 8; i++) {
            byte[] bytes = DatasetWriter.bytes(datasets.next(), SYNTAXES.get(i % 4));
            byte[] seed = new byte[bytes.length + 1];
            seed[0] = (byte) (i % 4);
            System.arraycopy(bytes, 0, seed, 1, bytes.length);
            seeds.add(Arguments.of((Object) seed));
        }
        return seeds;
    }

    static List<Arguments> files() throws IOException {
        List<Arguments> seeds = new ArrayList<>();
        RandomDatasets datasets = new RandomDatasets(52);
        for (TransferSyntax syntax : SYNTAXES) {
            seeds.add(Arguments.of((Object) Part10.of(datasets.next(), syntax).bytes()));
        }
        if (Corpus.isThere()) {
            for (Path file : Corpus.files("")) {
                if (Files.size(file) <= LARGEST_SEED) {
                    seeds.add(Arguments.of((Object) Files.readAllBytes(file)));
                }
            }
        }
        return seeds;
    }

    static List<Arguments> texts() {
        RandomDatasets datasets = new RandomDatasets(53);
        List<Arguments> seeds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            seeds.add(Arguments.of((Object) DicomJson.write(datasets.next()).getBytes(StandardCharsets.UTF_8)));
        }
        return seeds;
    }

    @MethodSource("dataSets")
    @FuzzTest(maxDuration = "20s")
    void readsOrRefusesADataSet(byte[] bytes) {
        if (bytes.length > 0) {
            TransferSyntax syntax = SYNTAXES.get(bytes[0] & 3);
            check(() -> {
                ReadResult read = DatasetReader.read(
                        new ByteArrayInputStream(bytes, 1, bytes.length - 1), syntax, ReadOptions.keepEverything());
                use(read.dataset());
                assertLossless(read);
            });
        }
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "20s")
    void readsOrRefusesAFile(byte[] bytes) {
        check(() -> use(Part10.read(new ByteArrayInputStream(bytes), ReadOptions.keepEverything())
                .dataset()));
    }

    @MethodSource("texts")
    @FuzzTest(maxDuration = "20s")
    void readsOrRefusesJson(byte[] bytes) {
        String json = new String(bytes, StandardCharsets.UTF_8);
        check(() -> use(DicomJson.read(json)));
    }

    /** Commands and File Meta Information have no place in a data set, and may be taken for what they are. */
    private static void assertLossless(ReadResult read) throws IOException {
        if (read.dataset().filter(tag -> Tags.group(tag) < 3).isEmpty()) {
            byte[] written = DatasetWriter.bytes(read.dataset(), read.transferSyntax());
            assertThat(DatasetReader.read(written, read.transferSyntax(), ReadOptions.keepEverything())
                            .dataset())
                    .isEqualTo(Transcoding.consistent(read.dataset()));
        }
    }

    private static void use(Dataset dataset) {
        for (Element element : dataset) {
            dataset.string(element.tag());
            dataset.decimals(element.tag());
            dataset.date(element.tag());
            dataset.personName(element.tag());
        }
        assertThat(dataset.inUtf8().size()).isGreaterThanOrEqualTo(dataset.size());
    }

    private static void check(ReaderBounds.Target target) {
        ReaderBounds.check(DatasetReadException.class, target);
    }
}
