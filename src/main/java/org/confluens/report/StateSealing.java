package org.confluens.report;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PreUpdate;
import org.confluens.report.seal.Seal;
import org.confluens.report.seal.SealedStates;
import org.confluens.report.seal.Sealer;
import org.confluens.report.seal.StateSealed;

/**
 * Checks the state of a report whenever it is read and seals it whenever it is written, whoever changed it. A state that
 * was found changed keeps its seal, so that no later work makes it look whole.
 */
public class StateSealing {

    @Inject
    private Sealer sealer;

    @Inject
    private SealedStates states;

    @Inject
    private Event<StateSealed> sealed;

    @PostLoad
    void check(Report report) {
        report.found(states.check(report.facts(), report.stateSeal()));
    }

    @PreUpdate
    void seal(Report report) {
        Seal key = sealer.seal();
        if (report.seal().intact() && !key.isNewest(report.facts(), report.stateSeal())) {
            report.seal(key);
        }
    }

    @PostPersist
    @PostUpdate
    void tell(Report report) {
        if (report.seal().intact()) {
            sealed.fire(new StateSealed(report.id(), report.sealings()));
        }
    }
}
