package org.confluens.report;

import jakarta.inject.Inject;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;
import org.confluens.report.seal.SealWatch;
import org.confluens.report.seal.Sealer;

/**
 * Checks the state of a report whenever it is read and seals it whenever it is written, whoever changed it. A state that
 * was found changed keeps its seal, so that no later work makes it look whole.
 */
public class StateSealing {

    @Inject
    private Sealer sealer;

    @Inject
    private SealWatch watch;

    @PostLoad
    void check(Report report) {
        report.found(watch.report(report.id(), sealer.seal().check(report.facts(), report.stateSeal())));
    }

    @PreUpdate
    void seal(Report report) {
        if (report.seal().intact()) {
            report.seal(sealer.seal());
        }
    }
}
