package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.rights.Origin;
import org.confluens.transaction.ContainerTransaction;

/** Hands documents on, once each: the event and the mark that it was fired are one transaction. */
@ApplicationScoped
class DocumentHandover {

    private static final int ATTEMPTS = 8;

    /** Longer than a person's reading takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    /** Longer than anything is ever put off; what is due later than that was put off before the clock was set back. */
    private static final Duration FARTHEST = Duration.ofMinutes(15);

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Studies studies;
    private DocumentReading reading;
    private Clock clock;
    private Event<DocumentArrived> arrived;
    private ContainerTransaction transaction;

    protected DocumentHandover() {}

    @Inject
    DocumentHandover(
            Studies studies,
            DocumentReading reading,
            Clock clock,
            Event<DocumentArrived> arrived,
            ContainerTransaction transaction) {
        this.reading = reading;
        this.transaction = transaction;
        this.studies = studies;
        this.clock = clock;
        this.arrived = arrived;
    }

    /** The SOP Instance UIDs of documents that wait. */
    @Transactional
    List<String> waiting(int count) {
        Instant now = clock.instant();
        List<?> uids = entities.createNativeQuery("select sop_instance_uid from intake_document where state = 'WAITING'"
                        + " and (next_attempt_at <= ? or next_attempt_at > ?) order by next_attempt_at limit " + count)
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .setParameter(2, now.plus(FARTHEST).atOffset(ZoneOffset.UTC))
                .getResultList();
        return uids.stream().map(String.class::cast).toList();
    }

    /** Hands a document on, unless another node does. */
    void handOver(String sopInstanceUid) {
        reading.read(
                sopInstanceUid,
                PATIENCE,
                () -> transaction.callNew(() -> {
                    Optional<Object[]> claimed = claim(sopInstanceUid);
                    claimed.ifPresent(row -> handOver(sopInstanceUid, row));
                    return claimed;
                }));
    }

    private void handOver(String sopInstanceUid, Object[] row) {
        boolean whole = !reading.isTooLong(sopInstanceUid);
        Optional<Dataset> document =
                whole ? studies.document(sopInstanceUid) : studies.documentWithoutContent(sopInstanceUid);
        mark(sopInstanceUid, "HANDED_ON", "");
        Origin origin =
                new Origin((String) row[1], (String) row[3], (String) row[4], (Boolean) row[5], (Boolean) row[6]);
        document.ifPresent(
                dataset -> arrived.fire(new DocumentArrived(sopInstanceUid, (String) row[0], dataset, whole, origin)));
    }

    /** Remembers that nobody could take the document, and when to try again. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void failed(String sopInstanceUid, String problem) {
        claim(sopInstanceUid).ifPresent(row -> {
            int attempts = ((Number) row[2]).intValue();
            mark(sopInstanceUid, attempts < ATTEMPTS ? "WAITING" : "FAILED", problem);
            Instant next = clock.instant().plus(FIRST_RETRY.multipliedBy(1L << attempts));
            entities.createNativeQuery("update intake_document set attempts = attempts + 1, next_attempt_at = ?"
                            + " where sop_instance_uid = ?")
                    .setParameter(1, next.atOffset(ZoneOffset.UTC))
                    .setParameter(2, sopInstanceUid)
                    .executeUpdate();
        });
    }

    private Optional<Object[]> claim(String sopInstanceUid) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "select study_instance_uid, sender, attempts, host, certificate, signs, rejects from intake_document"
                                + " where sop_instance_uid = ? and state = 'WAITING' for update skip locked")
                .setParameter(1, sopInstanceUid)
                .getResultList();
        return rows.stream().findFirst();
    }

    private void mark(String sopInstanceUid, String state, String problem) {
        entities.createNativeQuery("update intake_document set state = ?, problem = ? where sop_instance_uid = ?")
                .setParameter(1, state)
                .setParameter(2, Rows.cut(problem, 1000))
                .setParameter(3, sopInstanceUid)
                .executeUpdate();
    }
}
