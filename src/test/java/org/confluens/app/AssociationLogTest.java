package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.confluens.dicom.dimse.Caller;
import org.junit.jupiter.api.Test;

class AssociationLogTest {

    @Test
    void aRejectedCallerWritesNoMoreThanItsTitlesAndNothingThatLooksLikeOurs() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(AssociationLog.class.getName());
        logger.addHandler(handler);
        try {
            for (String title :
                    List.of("MR1' at 10.0.0.1", "A\n2026 WARNING", "\u001b[31m\u2028DOE^JANE", "X".repeat(99))) {
                Caller caller =
                        new Caller(title, title, InetAddress.getLoopbackAddress(), Optional.empty(), Optional.empty());
                new AssociationLog().rejected(caller, "calling AE title not recognized");
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .matches("association of '[ -&(-~]{1,16}' at 127\\.0\\.0\\.1 to '[ -&(-~]{1,16}' rejected: "
                                + "calling AE title not recognized"));
    }
}
