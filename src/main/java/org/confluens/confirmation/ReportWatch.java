package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.confluens.report.ReportAmended;
import org.confluens.report.ReportVerified;
import org.confluens.report.ReportWithdrawn;

/**
 * Compares a patient again whenever what is verified of the patient changes, inside the transaction that changed it: the
 * flags are never behind the reports.
 */
@ApplicationScoped
class ReportWatch {
    private PatientComparison comparison;

    protected ReportWatch() {}

    @Inject
    ReportWatch(PatientComparison comparison) {
        this.comparison = comparison;
    }

    void verified(@Observes ReportVerified event) {
        comparison.update(event.patient());
    }

    void amended(@Observes ReportAmended event) {
        comparison.update(event.patient());
    }

    void withdrawn(@Observes ReportWithdrawn event) {
        comparison.update(event.patient());
    }
}
