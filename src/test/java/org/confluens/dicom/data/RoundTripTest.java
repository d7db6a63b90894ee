package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that hold for every data set, tried with generated ones. */
class RoundTripTest {
    private static final int ROUNDS = 200;

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
