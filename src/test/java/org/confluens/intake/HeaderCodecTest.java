package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderCodecTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "1, 1", "5000, 0", "5000, 5000", "5000, 40000", "100000, 40000", "100000, 0"})
    void givesBackEveryHeader(int length, int sampleLength) throws IOException {
        byte[] header = random(length, 1);
        byte[] sample = random(sampleLength, 2);
        try (HeaderCodec codec = new HeaderCodec()) {
            codec.deflate(random(100, 3), HeaderCodec.NO_SAMPLE);
            byte[] deflated = codec.deflate(header, sample);
            assertThat(HeaderCodec.inflate(deflated, sample)).isEqualTo(header);
            assertThat(HeaderCodec.inflate(deflated, HeaderCodec.dictionary(sample)))
                    .isEqualTo(header);
        }
    }

    @Test
    void refusesWhatIsCutOffOrNoHeaderOrOfAnotherSeries() {
        try (HeaderCodec codec = new HeaderCodec()) {
            byte[] sample = random(500, 2);
            byte[] deflated = codec.deflate(random(500, 1), sample);
            assertThatThrownBy(() -> HeaderCodec.inflate(Arrays.copyOf(deflated, deflated.length - 20), sample))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> HeaderCodec.inflate(random(500, 9), sample))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> HeaderCodec.inflate(deflated, random(500, 7)))
                    .isInstanceOf(IOException.class);
        }
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
