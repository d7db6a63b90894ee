package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The patients, and what becomes of them when two turn out to be one. */
@ApplicationScoped
class PatientDirectory implements Patients {

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Event<PatientMerged> merged;
    private Event<PatientUpdated> updated;

    protected PatientDirectory() {}

    @Inject
    PatientDirectory(Event<PatientMerged> merged, Event<PatientUpdated> updated) {
        this.merged = merged;
        this.updated = updated;
    }

    @Override
    public Optional<Patient> patient(PatientKey key) {
        return row(key).map(patient -> patient.mergedInto().orElse(patient));
    }

    private Optional<Patient> row(PatientKey key) {
        return entities.createQuery(
                        "select p from Patient p where p.patientId = :id and p.issuer = :issuer", Patient.class)
                .setParameter("id", key.id())
                .setParameter("issuer", key.issuer())
                .getResultStream()
                .findFirst();
    }

    @Override
    @Transactional
    public void merge(PatientKey priorKey, PatientKey survivorKey) {
        Patient survivor = patient(survivorKey).orElseGet(() -> make(survivorKey));
        Patient prior = row(priorKey).orElseGet(() -> make(priorKey));
        Patient current = prior.mergedInto().orElse(prior);
        if (current.key().equals(survivor.key())) {
            return;
        }
        studiesOf(current).forEach(study -> study.moveTo(survivor));
        mergedInto(current).forEach(earlier -> earlier.mergeInto(survivor));
        current.mergeInto(survivor);
        if (survivor.name().isEmpty()) {
            survivor.describe(current.name(), current.birthDate(), current.sex());
        }
        merged.fire(new PatientMerged(current.key(), survivor.key()));
    }

    @Override
    @Transactional
    public void update(PatientKey key, String name, String birthDate, String sex) {
        patient(key).ifPresent(known -> correct(known, name, birthDate, sex));
    }

    /** What a message does not say stays as it is known (HL7 v2.5 2.5.3: a field that is not valued changes nothing). */
    private void correct(Patient known, String name, String birthDate, String sex) {
        String newName = name.isEmpty() ? known.name() : name;
        String newBirthDate = birthDate.isEmpty() ? known.birthDate() : birthDate;
        String newSex = sex.isEmpty() ? known.sex() : sex;
        if (!known.name().equals(newName)
                || !known.birthDate().equals(newBirthDate)
                || !known.sex().equals(newSex)) {
            known.describe(newName, newBirthDate, newSex);
            updated.fire(new PatientUpdated(known.key()));
        }
    }

    private Patient make(PatientKey key) {
        Patient patient = new Patient(key);
        entities.persist(patient);
        return patient;
    }

    private List<Study> studiesOf(Patient patient) {
        return entities.createQuery("select s from Study s where s.patient = :patient", Study.class)
                .setParameter("patient", patient)
                .getResultList();
    }

    private List<Patient> mergedInto(Patient patient) {
        return entities.createQuery("select p from Patient p where p.mergedInto = :patient", Patient.class)
                .setParameter("patient", patient)
                .getResultList();
    }
}
