package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.confluens.dicom.data.Tag;
import org.confluens.rights.Origin;
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
    void keepsWhoSentItAndWithWhichRights() throws IOException {
        for (Origin origin : List.of(
                new Origin("PACS", "10.0.0.5", "CN=Müller,O=TEST", true, false),
                new Origin("PACS", "2001:db8:0:0:0:0:0:7", "", false, true),
                Origin.unknown("PACS"))) {
            IntakeRecord sent = new IntakeRecord(NOW, origin, "1.2", "1.2.3", "1.2.840.10008.1.2.1", one.header());
            assertThat(IntakeRecord.decode(sent.encode()).origin()).isEqualTo(origin);
        }
    }

    @Test
    void readsARecordOfBeforeOriginsWereKeptAsOneWithoutRights() throws IOException {
        ByteBuffer old = ByteBuffer.allocate(200).put((byte) 1).putLong(NOW.toEpochMilli());
        for (String text : List.of("PACS", "1.2", "1.2.3", "1.2.840.10008.1.2.1")) {
            old.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }
        IntakeRecord read = IntakeRecord.decode(Arrays.copyOf(old.array(), old.position()));

        assertThat(read.origin()).isEqualTo(Origin.unknown("PACS"));
        assertThat(read.receivedAt()).isEqualTo(NOW);
        assertThat(read.transferSyntaxUid()).isEqualTo("1.2.840.10008.1.2.1");
    }

    @Test
    void refusesAnotherFormatAndWhatIsCutOffBeforeTheHeader() {
        byte[] bytes = one.encode();
        int fixed = bytes.length - one.header().length;
        for (int length = 0; length < fixed; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> IntakeRecord.decode(cut)).isInstanceOf(IOException.class);
        }
        bytes[0] = 3;
        assertThatThrownBy(() -> IntakeRecord.decode(bytes)).isInstanceOf(IOException.class);
    }
}
