package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.confluens.patient.PatientKey;
import org.confluens.platform.log.Log;

/**
 * Comparisons of all patients again, as after a change of the rules. A run goes through the patients in the order of their
 * rows, batch by batch; it is on one node at a time and goes on where it stopped, because comparing twice changes nothing.
 */
@ApplicationScoped
class RunBook {
    private static final Log LOG = Log.of(RunBook.class);

    /** Far longer than a batch takes; after it, what a process that ended had claimed is compared by another. */
    private static final Duration CLAIM = Duration.ofSeconds(60);

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Fingerprint fingerprint;
    private Clock clock;

    protected RunBook() {}

    @Inject
    RunBook(Fingerprint fingerprint, Clock clock) {
        this.fingerprint = fingerprint;
        this.clock = clock;
    }

    @Transactional
    Optional<ConcordanceRun> latest() {
        return entities.createQuery("select r from ConcordanceRun r order by r.id desc", ConcordanceRun.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Begins a run, or gives the one that is under way by the same rules. */
    @Transactional
    ConcordanceRun begin(String by) {
        lockLatest();
        String now = fingerprint.now();
        return latest().filter(
                        run -> run.finishedAt().isEmpty() && run.fingerprint().equals(now))
                .orElseGet(() -> {
                    ConcordanceRun run = new ConcordanceRun(now, by, clock.instant());
                    entities.persist(run);
                    return run;
                });
    }

    /** What patients would be compared by now. */
    String rules() {
        return fingerprint.now();
    }

    /**
     * Begins a run when the patients were last compared by other rules, another window, anatomy or vocabulary, or their
     * documents were read by other code, as after an upgrade. Of several nodes that start at once, one begins it.
     */
    @Transactional
    void beginIfRulesChanged() {
        lockLatest();
        if (latest().filter(run -> run.fingerprint().equals(fingerprint.now())).isEmpty()) {
            begin(FlagBook.SYSTEM);
        }
    }

    /** Whoever begins a run waits here for another who does, and then sees that one. */
    private void lockLatest() {
        entities.createNativeQuery("select id from concordance_run order by id desc limit 1 for update")
                .getResultList();
    }

    /** Patients of a run whom this process is to compare. */
    record Batch(long run, SortedMap<Long, PatientKey> patients) {
        Batch {
            patients = Collections.unmodifiableSortedMap(new TreeMap<>(patients));
        }
    }

    /**
     * Claims the next batch of the oldest unfinished run: no other process takes it for a while. Nothing is locked
     * meanwhile, since the batch is compared in transactions of its own.
     *
     * @return nothing when there is nothing to do here
     */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<Batch> claim() {
        Instant now = clock.instant();
        List<?> due = entities.createNativeQuery("select id from concordance_run where finished_at is null"
                        + " and (claimed_until is null or claimed_until <= ? or claimed_until > ?)"
                        + " order by id limit 1 for update skip locked")
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .setParameter(2, now.plus(CLAIM).atOffset(ZoneOffset.UTC))
                .getResultList();
        if (due.isEmpty()) {
            return Optional.empty();
        }
        ConcordanceRun run = entities.find(ConcordanceRun.class, ((Number) due.get(0)).longValue());
        entities.refresh(run);
        SortedMap<Long, PatientKey> patients = patientsFrom(run.nextPatient());
        if (patients.isEmpty()) {
            run.finish(now);
            LOG.info("compared {0} patients again, {1} of them failed", run.patients(), run.failures());
            return Optional.empty();
        }
        run.claim(now.plus(CLAIM));
        return Optional.of(new Batch(run.id(), patients));
    }

    /** Notes that a batch was compared, and which of its rows could not be. Another process may have been there before. */
    @Transactional(TxType.REQUIRES_NEW)
    void passed(Batch batch, Set<Long> failed) {
        ConcordanceRun run = entities.find(ConcordanceRun.class, batch.run(), LockModeType.PESSIMISTIC_WRITE);
        entities.refresh(run);
        batch.patients().keySet().stream()
                .filter(row -> row >= run.nextPatient())
                .forEach(row -> run.passed(row, failed.contains(row)));
        run.free();
    }

    /** Gives a batch back that could not be compared, to be tried again. */
    @Transactional(TxType.REQUIRES_NEW)
    void giveBack(Batch batch) {
        entities.find(ConcordanceRun.class, batch.run()).free();
    }

    private SortedMap<Long, PatientKey> patientsFrom(long first) {
        List<?> rows = entities.createNativeQuery("select id, patient_id, patient_issuer from concordance_patient"
                        + " where id >= ? order by id limit " + BatchComparison.SIZE)
                .setParameter(1, first)
                .getResultList();
        SortedMap<Long, PatientKey> patients = new TreeMap<>();
        for (Object row : rows) {
            Object[] cells = (Object[]) row;
            patients.put(((Number) cells[0]).longValue(), new PatientKey((String) cells[1], (String) cells[2]));
        }
        return patients;
    }
}
