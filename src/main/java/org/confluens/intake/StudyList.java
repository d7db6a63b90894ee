package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.JoinType;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.patient.Patients;

/** Finds studies for the list of studies. */
@ApplicationScoped
class StudyList {

    /**
     * What to find.
     *
     * @param patient a Patient ID; empty finds all, as for the other texts
     */
    record Filter(String patient, String template, Optional<StudyState> state, int limit) {}

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private StudyQueries studies;
    private Patients patients;

    protected StudyList() {}

    @Inject
    StudyList(StudyQueries studies, Patients patients) {
        this.patients = patients;
        this.studies = studies;
    }

    /** The newest studies that the filter lets through. */
    @Transactional
    List<Study> find(Filter filter) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaQuery<Study> query = criteria.createQuery(Study.class);
        Root<Study> study = query.from(Study.class);
        study.fetch("patient", JoinType.INNER);
        List<Predicate> conditions = new ArrayList<>();
        if (!filter.patient().isEmpty()) {
            conditions.add(ofPatient(criteria, study.get("patient"), filter.patient()));
        }
        if (!filter.template().isEmpty()) {
            conditions.add(criteria.equal(study.get("templateId"), filter.template()));
        }
        filter.state().ifPresent(state -> conditions.add(criteria.equal(study.get("state"), state)));
        query.where(conditions.toArray(Predicate[]::new)).orderBy(criteria.desc(study.get("lastArrivalAt")));
        return entities.createQuery(query).setMaxResults(filter.limit()).getResultList();
    }

    /** Whoever asks by a name that was merged means the survivor. */
    private Predicate ofPatient(CriteriaBuilder criteria, Path<?> patient, String id) {
        List<Predicate> any = new ArrayList<>(List.of(criteria.equal(patient.get("patientId"), id)));
        patients.survivors(id)
                .forEach(key -> any.add(criteria.and(
                        criteria.equal(patient.get("patientId"), key.id()),
                        criteria.equal(patient.get("issuer"), key.issuer()))));
        return criteria.or(any.toArray(Predicate[]::new));
    }

    /** One study with everything that is known of it. */
    @Transactional
    Optional<JsonObject> withDetails(String studyInstanceUid) {
        return studies.row(studyInstanceUid).map(study -> StudyJson.details(study, studies.details(study)));
    }
}
