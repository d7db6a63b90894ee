package org.confluens.intake;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.PatientMerged;
import org.confluens.patient.Patients;
import org.confluens.worklist.StepPlaced;

/** Keeps studies with their patients. */
@ApplicationScoped
class StudyOwners {

    /** Before the features that ask whose a study is. */
    private static final int EARLY = Interceptor.Priority.APPLICATION;

    /** Moves the studies of a prior patient: id and issuer of the survivor, then of the prior. */
    static final String MOVE = "update study set version = version + 1, patient_id ="
            + " (select s.id from patient s where s.patient_id = ? and s.issuer = ?) where patient_id ="
            + " (select p.id from patient p where p.patient_id = ? and p.issuer = ?)";

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Patients patients;

    protected StudyOwners() {}

    @Inject
    StudyOwners(Patients patients) {
        this.patients = patients;
    }

    @Transactional
    void merged(@Observes @Priority(EARLY) PatientMerged event) {
        entities.createNativeQuery(MOVE)
                .setParameter(1, event.survivor().id())
                .setParameter(2, event.survivor().issuer())
                .setParameter(3, event.prior().id())
                .setParameter(4, event.prior().issuer())
                .executeUpdate();
    }

    /**
     * The order of a study came after its images: what the study carries decides as if it had been there before. Moved is a
     * study whose patient has no other one here; else a person is asked.
     */
    @Transactional
    void placed(@Observes StepPlaced event) {
        Optional<PatientKey> owner = owner(event.studyInstanceUid());
        Optional<Patient> meant =
                patients.who(event.patient().key(), event.patient().birthDate());
        if (owner.isEmpty() || meant.isEmpty() || meant.get().key().equals(owner.get())) {
            return;
        }
        boolean near = owner.get().shownId().isEmpty()
                || owner.get().id().equals(event.patient().id());
        if (near && studies(owner.get()) == 1) {
            patients.move(owner.get(), new Patient(meant.get().key(), "", "", ""));
        }
    }

    private Optional<PatientKey> owner(String studyInstanceUid) {
        List<?> found = entities.createNativeQuery("select p.patient_id, p.issuer from study s join patient p"
                        + " on p.id = s.patient_id where s.study_instance_uid = ?")
                .setParameter(1, studyInstanceUid)
                .getResultList();
        return found.stream()
                .map(Object[].class::cast)
                .map(row -> new PatientKey((String) row[0], (String) row[1]))
                .findFirst();
    }

    private long studies(PatientKey key) {
        Object count = entities.createNativeQuery("select count(*) from study s join patient p on p.id = s.patient_id"
                        + " where p.patient_id = ? and p.issuer = ?")
                .setParameter(1, key.id())
                .setParameter(2, key.issuer())
                .getSingleResult();
        return ((Number) count).longValue();
    }

    /**
     * Makes sure that a study, which nobody has changed in this transaction, is with the patient that it means by now: one
     * without issuer may have been told since, and a merge may have passed the study while it arrived.
     */
    @Transactional
    void settle(Study study) {
        PatientKey key = study.patient().key();
        int moved = entities.createNativeQuery("update study set version = version + 1, patient_id ="
                        + " (select p.merged_into from patient p where p.id = study.patient_id) where id = ? and exists"
                        + " (select 1 from patient p where p.id = study.patient_id and p.merged_into is not null)")
                .setParameter(1, study.id())
                .executeUpdate();
        if (patients.settle(key) || moved > 0) {
            entities.refresh(study);
        }
    }
}
