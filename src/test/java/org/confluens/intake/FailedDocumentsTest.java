package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.sr;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.confluens.intake.journal.JournalPosition;
import org.junit.jupiter.api.Test;

class FailedDocumentsTest {

    @Test
    void aDocumentThatFailedIsSeenAndTriedAgainFromTheBeginning() throws SQLException {
        try (TestDatabase database = new TestDatabase();
                HeaderCodec codec = new HeaderCodec()) {
            new ArrivalWriter(database.connection(), new SeriesCache(), codec, Duration.ofSeconds(30))
                    .write(
                            List.of(
                                    arrival(sr("1.2.1", "1.2.1.9", 1).build(), "PACS", NOW),
                                    arrival(sr("1.2.2", "1.2.2.9", 1).build(), "PACS", NOW)),
                            "n1",
                            JournalPosition.START);
            database.execute("update intake_document set state = 'FAILED', attempts = 10, problem = 'broken'"
                    + " where study_instance_uid = '1.2.1'");
            FailedDocuments documents =
                    new FailedDocuments(database.dataSource(), Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
            String uid = database.text("select sop_instance_uid from intake_document where state = 'FAILED'");

            assertThat(documents.newest(10))
                    .containsExactly(new FailedDocuments.Failed(uid, "1.2.1", "PACS", 10, "broken"));

            assertThat(documents.tryAgain(uid)).isTrue();
            assertThat(documents.newest(10)).isEmpty();
            assertThat(database.number("select count(*) from intake_document where state = 'WAITING' and attempts = 0"))
                    .isEqualTo(2);
            assertThat(documents.tryAgain(uid)).isFalse();
        }
    }
}
