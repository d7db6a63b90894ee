package org.confluens.confirmation;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.confluens.patient.PatientKey;
import org.confluens.platform.log.Log;

/**
 * Compares the patients of a batch again. Several parts go at once, because one that reads and writes leaves the processor to
 * another that compares; each is a transaction of its own, and none may wait for a transaction of the caller.
 */
@ApplicationScoped
class BatchComparison {
    private static final Log LOG = Log.of(BatchComparison.class);
    private static final int PART = 200;

    /** How many parts are compared at once: from four processors up, they leave half of them to others. */
    private static final int LANES =
            Math.max(1, Math.min(4, (Runtime.getRuntime().availableProcessors() + 2) / 2));

    /** How many patients are worth being one batch. */
    static final int SIZE = PART * LANES;

    @Resource
    private ManagedExecutorService executor;

    private PatientComparison comparison;

    protected BatchComparison() {}

    @Inject
    BatchComparison(PatientComparison comparison) {
        this.comparison = comparison;
    }

    /** Compares them all; gives the rows of those that cannot be compared. */
    Set<Long> failures(SortedMap<Long, PatientKey> batch) {
        List<Callable<Set<Long>>> parts = new ArrayList<>();
        SortedMap<Long, PatientKey> rest = new TreeMap<>(batch);
        while (!rest.isEmpty()) {
            SortedMap<Long, PatientKey> part = first(rest);
            rest.keySet().removeAll(part.keySet());
            parts.add(() -> failuresOfPart(part));
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
        return failed;
    }

    private static SortedMap<Long, PatientKey> first(SortedMap<Long, PatientKey> patients) {
        SortedMap<Long, PatientKey> part = new TreeMap<>();
        patients.entrySet().stream().limit(PART).forEach(entry -> part.put(entry.getKey(), entry.getValue()));
        return part;
    }

    private Set<Long> failuresOfPart(SortedMap<Long, PatientKey> patients) {
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
                LOG.warning("patient row {0} could not be compared again: {1}", patients.firstKey(), e);
            }
            return false;
        }
    }
}
