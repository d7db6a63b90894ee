package org.confluens.confirmation;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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

    /** How many parts of a batch are compared at once: from four processors up, they leave half of them to others. */
    private static final int LANES =
            Math.max(1, Math.min(4, (Runtime.getRuntime().availableProcessors() + 2) / 2));

    @Resource
    private ManagedExecutorService executor;

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

    /** Several parts at once, because one that reads and writes leaves the processor to another that compares. */
    private void compare(ConcordanceRun run, SortedMap<Long, PatientKey> batch) {
        List<Callable<Set<Long>>> parts = new ArrayList<>();
        SortedMap<Long, PatientKey> rest = new TreeMap<>(batch);
        while (!rest.isEmpty()) {
            SortedMap<Long, PatientKey> part = first(rest, BATCH);
            rest.keySet().removeAll(part.keySet());
            parts.add(() -> failures(part));
        }
        Set<Long> failed = new HashSet<>();
        try {
            for (Future<Set<Long>> part : executor.invokeAll(parts)) {
                failed.addAll(part.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the comparison of all patients was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("patients could not be compared", e);
        }
        batch.keySet().forEach(row -> run.passed(row, failed.contains(row)));
    }

    private static SortedMap<Long, PatientKey> first(SortedMap<Long, PatientKey> patients, int count) {
        SortedMap<Long, PatientKey> part = new TreeMap<>();
        patients.entrySet().stream().limit(count).forEach(entry -> part.put(entry.getKey(), entry.getValue()));
        return part;
    }

    /** Compares a part of a batch; gives the rows of the patients that cannot be compared. */
    private Set<Long> failures(SortedMap<Long, PatientKey> patients) {
        Set<Long> failed = new HashSet<>();
        if (!compared(patients)) {
            patients.forEach((row, patient) -> {
                if (!compared(new TreeMap<>(Map.of(row, patient)))) {
                    failed.add(row);
                }
            });
        }
        return failed;
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
                        + " where id >= ? order by id limit " + BATCH * LANES)
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
