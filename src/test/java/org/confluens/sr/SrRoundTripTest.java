package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import org.confluens.dicom.data.Dataset;
import org.junit.jupiter.api.Test;

class SrRoundTripTest {

    @Test
    void readsBackWhatItWrote() throws Exception {
        SrDocument document = Samples.draft(Samples.report()).build();

        Dataset dataset = SrWriter.write(document);
        SrReading reading = SrReader.read(dataset);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.document()).isEqualTo(document);
    }
}
