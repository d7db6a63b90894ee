package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.confluens.intake.PatientKey;
import org.confluens.worklist.UndoneException;

/**
 * Comparisons of all patients again, as after a change of the rules. A run goes through the patients in the order of their
 * rows, batch by batch; it is on one node at a time and goes on where it stopped, because comparing twice changes nothing.
 */
@ApplicationScoped
class RunBook {
    private static final Logger LOG = System.getLogger(RunBook.class.getName());
    private static final int BATCH = 200;

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private PatientComparison comparison;
    private Fingerprint fingerprint;
    private Clock clock;

    protected RunBook() {}

    @Inject
    RunBook(PatientComparison comparison, Fingerprint fingerprint, Clock clock) {
        this.comparison = comparison;
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

    /** Begins a run when the patients were last compared by other rules, another window, anatomy or vocabulary. */
    @Transactional
    void beginIfRulesChanged() {
        if (latest().filter(run -> run.fingerprint().equals(fingerprint.now())).isEmpty()) {
            begin(FlagBook.SYSTEM);
        }
    }

    /** Compares the next batch of the oldest unfinished run; false when there is nothing to do here. */
    @Transactional(TxType.REQUIRES_NEW)
    boolean next() {
        List<?> claimed = entities.createNativeQuery("select id from concordance_run where finished_at is null"
                        + " order by id limit 1 for update skip locked")
                .getResultList();
        if (claimed.isEmpty()) {
            return false;
        }
        ConcordanceRun run = entities.find(ConcordanceRun.class, ((Number) claimed.get(0)).longValue());
        entities.refresh(run);
        SortedMap<Long, PatientKey> batch = patientsFrom(run.nextPatient());
        if (batch.isEmpty()) {
            run.finish(clock.instant());
            LOG.log(
                    Level.INFO,
                    "compared {0} patients again, {1} of them failed",
                    String.valueOf(run.patients()),
                    String.valueOf(run.failures()));
        } else {
            compare(run, batch);
        }
        return true;
    }

    private void compare(ConcordanceRun run, SortedMap<Long, PatientKey> batch) {
        boolean together = compared(batch);
        batch.forEach((row, patient) -> run.passed(row, !together && !compared(new TreeMap<>(Map.of(row, patient)))));
    }

    /** One patient that can't be compared does not stop the others. */
    private boolean compared(SortedMap<Long, PatientKey> patients) {
        try {
            comparison.updateTogether(patients);
            return true;
        } catch (RuntimeException e) {
            if (patients.size() == 1) {
                LOG.log(
                        Level.WARNING,
                        "patient row {0} could not be compared again: {1}",
                        String.valueOf(patients.firstKey()),
                        (e instanceof UndoneException ? e.getCause() : e)
                                .getClass()
                                .getName());
            }
            return false;
        }
    }

    private SortedMap<Long, PatientKey> patientsFrom(long first) {
        List<?> rows = entities.createNativeQuery("select id, patient_id, patient_issuer from concordance_patient"
                        + " where id >= ? order by id limit " + BATCH)
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
