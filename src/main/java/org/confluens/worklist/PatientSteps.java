package org.confluens.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientMerged;
import org.confluens.patient.PatientUpdated;
import org.confluens.patient.Patients;

/** Keeps the steps with their patients: whom an order means, and what becomes of the steps of one who changes. */
@ApplicationScoped
@Transactional
public class PatientSteps {

    private StepStore store;
    private Patients patients;
    private Optional<Publications> publications = Optional.empty();

    protected PatientSteps() {}

    @Inject
    PatientSteps(WorklistWiring wiring, Patients patients) {
        this(wiring.store(), patients);
        this.publications = wiring.publications();
    }

    /** Over that store; calls take part in the caller's transaction. */
    public PatientSteps(StepStore store, Patients patients) {
        this.store = store;
        this.patients = patients;
    }

    /** The item of the patient that it means: an order may name one who was merged, or leave out who issued the identifier. */
    static WorklistItem ofItsPatient(WorklistItem item, Patients patients) {
        PatientIdentity named = item.patient();
        Patient meant = patients.register(named.asPatient());
        if (!meant.key().identified() || meant.key().equals(named.key())) {
            return item;
        }
        boolean lacksIssuer = named.issuer().isEmpty() && meant.key().id().equals(named.id());
        return item.of(lacksIssuer ? named.issuedBy(meant.key().issuer()) : PatientIdentity.of(meant));
    }

    /** Moves all steps of a prior patient, ended ones too, to the surviving one; in the transaction of the merge. */
    public void merged(@Observes PatientMerged event) {
        patients.patient(event.survivor())
                .filter(survivor -> survivor.key().identified())
                .ifPresent(survivor -> store.lockPatient(
                                event.prior().id(), event.prior().issuer())
                        .forEach(step -> rewrite(step, PatientIdentity.of(survivor))));
    }

    /** Corrects name, birth date and sex on all of the patient's steps that have not ended. */
    public void updated(@Observes PatientUpdated event) {
        patients.patient(event.patient())
                .ifPresent(patient -> store
                        .lockPatient(event.patient().id(), event.patient().issuer())
                        .stream()
                        .filter(step -> !step.item().state().ended())
                        .forEach(step -> rewrite(step, PatientIdentity.of(patient))));
    }

    private void rewrite(StepStore.Stored step, PatientIdentity patient) {
        WorklistItem corrected = step.item().of(patient);
        if (!corrected.equals(step.item())) {
            store.replace(step.id(), corrected);
            if (!corrected.state().ended()) {
                publications
                        .filter(p -> p.contains(corrected.studyInstanceUid(), corrected.stepId()))
                        .ifPresent(
                                p -> p.add(Publications.Action.PUT, corrected.studyInstanceUid(), corrected.stepId()));
            }
        }
    }
}
