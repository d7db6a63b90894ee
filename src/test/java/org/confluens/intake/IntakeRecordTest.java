package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;

import java.io.IOException;
import java.util.Arrays;
import org.confluens.dicom.data.Tag;
import org.junit.jupiter.api.Test;

class IntakeRecordTest {

    private final IntakeRecord one = arrival(
                    mr("1.2.1", "1.2.1.1", 1)
                            .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                            .put(Tag.PatientName, "Müller^Jane")
                            .build(),
                    "PACS",
                    NOW)
            .instance();

    @Test
    void readsBackWhatItWrote() throws IOException {
        IntakeRecord read = IntakeRecord.decode(one.encode());
        assertThat(read).usingRecursiveComparison().isEqualTo(one);
        assertThat(read.dataset().string(Tag.PatientName)).contains("Müller^Jane");
    }

    @Test
    void refusesAnotherFormatAndWhatIsCutOffBeforeTheHeader() {
        byte[] bytes = one.encode();
        int fixed = bytes.length - one.header().length;
        for (int length = 0; length < fixed; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> IntakeRecord.decode(cut)).isInstanceOf(IOException.class);
        }
        bytes[0] = 2;
        assertThatThrownBy(() -> IntakeRecord.decode(bytes)).isInstanceOf(IOException.class);
    }
}
