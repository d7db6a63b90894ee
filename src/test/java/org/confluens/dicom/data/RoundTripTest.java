package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that hold for every data set, tried with generated ones. */
class RoundTripTest {
    private static final int ROUNDS = 200;

    /** Delimiters, VRs, lengths, an escape sequence and single bytes. */
    private static final List<String> PIECES = List.of(
            "FEFF00E0",
            "FEFF0DE000000000",
            "FEFFDDE000000000",
            "FFFFFFFF",
            "00000000",
            "53510000FFFFFFFF",
            "554E0000",
            "554E0000FFFFFFFF",
            "4F420000",
            "3F3F",
            "5A5A0000",
            "5348",
            "E07F1000",
            "1B242943",
            "5C",
            "01",
            "FF",
            "80");

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.ExplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.DeflatedExplicitVRLittleEndian,
                UID.JPEGBaseline8Bit
            })
    void anExplicitSyntaxKeepsEverything(String uid) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(uid);
        RandomDatasets datasets = new RandomDatasets(11);
        for (int round = 0; round < ROUNDS; round++) {
            Dataset written = Transcoding.consistent(datasets.next());
            byte[] bytes = DatasetWriter.bytes(written, syntax);
            Dataset read = DatasetReader.read(new ByteArrayInputStream(bytes), syntax, ReadOptions.keepEverything())
                    .dataset();
            assertThat(read).isEqualTo(written).hasSameHashCodeAs(written);
            assertThat(DatasetWriter.bytes(read, syntax)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void implicitSyntaxKeepsTheBytesOfEveryValue(long seed) throws IOException {
        RandomDatasets datasets = new RandomDatasets(seed);
        TransferSyntax syntax = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        for (int round = 0; round < ROUNDS; round++) {
            Dataset written = datasets.next();
            byte[] bytes = DatasetWriter.bytes(written, syntax);
            ReadResult read = DatasetReader.read(bytes, syntax, ReadOptions.keepEverything());
            assertThat(read.problems()).isEmpty();
            assertThat(DatasetWriter.bytes(read.dataset(), syntax)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63})
    void keepsWhatItMadeOfBrokenBytes(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        RandomDatasets datasets = new RandomDatasets(seed);
        TransferSyntax explicit = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        int survivors = 0;
        for (int round = 0; round < ROUNDS * 20; round++) {
            byte[] bytes = broken(DatasetWriter.bytes(datasets.next(), explicit), random);
            Optional<Dataset> read = readOrRefuse(bytes);
            // Commands and File Meta Information have no place in a data set.
            if (read.isPresent()
                    && read.get().filter(tag -> Tags.group(tag) < 3).isEmpty()) {
                survivors++;
                for (TransferSyntax syntax : List.of(explicit, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)) {
                    byte[] written = DatasetWriter.bytes(read.get(), syntax);
                    assertThat(DatasetReader.read(written, syntax, ReadOptions.keepEverything())
                                    .dataset())
                            .isEqualTo(Transcoding.consistent(read.get()));
                }
            }
        }
        assertThat(survivors).isGreaterThan(ROUNDS);
    }

    private static Optional<Dataset> readOrRefuse(byte[] bytes) throws IOException {
        try {
            return Optional.of(DatasetReader.read(
                            new ByteArrayInputStream(bytes),
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                            ReadOptions.keepEverything())
                    .dataset());
        } catch (DatasetReadException e) {
            return Optional.empty();
        }
    }

    /** Puts a few pieces of data sets, or other bytes, in the place of what was there. */
    private static byte[] broken(byte[] bytes, SplittableRandom random) {
        for (int i = random.nextInt(1, 4); i > 0 && bytes.length > 0; i--) {
            byte[] piece = HexFormat.of().parseHex(PIECES.get(random.nextInt(PIECES.size())));
            int at = random.nextInt(bytes.length);
            System.arraycopy(piece, 0, bytes, at, Math.min(piece.length, bytes.length - at));
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void jsonKeepsEverything(long seed) throws IOException {
        RandomDatasets datasets = new RandomDatasets(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Dataset written = Transcoding.consistent(datasets.next());
            String json = DicomJson.write(written);
            Dataset read = DicomJson.read(json);
            assertThat(read).isEqualTo(written);
            assertThat(DicomJson.write(read)).isEqualTo(json);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void aFileKeepsEverything(long seed) throws IOException {
        RandomDatasets datasets = new RandomDatasets(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Dataset written = datasets.next().toBuilder()
                    .put(Tag.SOPClassUID, UID.MRImageStorage)
                    .put(Tag.SOPInstanceUID, "2.25." + round)
                    .build();
            byte[] bytes =
                    Part10.of(written, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).bytes();
            Part10 read = Part10.read(new ByteArrayInputStream(bytes), ReadOptions.keepEverything());
            assertThat(read.problems()).isEmpty();
            assertThat(read.dataset()).isEqualTo(Transcoding.consistent(written));
            assertThat(read.bytes()).isEqualTo(bytes);
        }
    }
}
