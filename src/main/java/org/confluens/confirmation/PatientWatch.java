package org.confluens.confirmation;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import org.confluens.patient.PatientMerged;

/** Two patients became one: the flags and requests of the prior go to the survivor, and both are compared again. */
@ApplicationScoped
class PatientWatch {
    /** After the features that move studies and reports. */
    private static final int LATE = Interceptor.Priority.APPLICATION + 900;

    private FlagBook flags;
    private RequestBook requests;
    private PatientComparison comparison;

    protected PatientWatch() {}

    @Inject
    PatientWatch(FlagBook flags, RequestBook requests, PatientComparison comparison) {
        this.flags = flags;
        this.requests = requests;
        this.comparison = comparison;
    }

    @Transactional
    void merged(@Observes @Priority(LATE) PatientMerged event) {
        flags.of(event.prior()).forEach(flag -> flag.belongTo(event.survivor()));
        requests.ofPatient(event.prior()).forEach(request -> request.belongTo(event.survivor()));
        requests.combine(event.survivor());
        comparison.update(event.prior());
        comparison.update(event.survivor());
    }
}
