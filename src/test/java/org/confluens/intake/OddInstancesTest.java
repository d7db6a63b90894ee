package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.confluens.dicom.data.ReadProblem;
import org.confluens.dicom.data.ReadProblem.Code;
import org.confluens.dicom.data.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OddInstancesTest {

    private static final Logger LOGGER = Logger.getLogger(OddInstances.class.getName());

    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void tellsEachKindOfEachSenderOnce() {
        OddInstances odd = new OddInstances();
        List<ReadProblem> problems = List.of(
                new ReadProblem(Code.ODD_LENGTH, Tag.PatientName, 10),
                new ReadProblem(Code.ODD_LENGTH, Tag.PatientID, 20),
                new ReadProblem(Code.TRAILING_BYTES, 0, 30));
        for (String sender : List.of("MR1", "MR1", "MR2")) {
            odd.tell(sender, problems);
        }
        assertThat(lines)
                .hasSize(4)
                .first()
                .isEqualTo("Instances of MR1 are odd and taken all the same: ODD_LENGTH, first seen at (0010,0010)");
    }
}
