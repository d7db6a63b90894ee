package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.JoinType;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.concordance.Outcome;
import org.confluens.patient.Patients;

/** Finds flags for the list of flags. */
@ApplicationScoped
class FlagList {

    /**
     * What to find; what is empty finds all.
     *
     * @param patient a Patient ID
     * @param outcome what the catheter study answered
     * @param overdue only those that wait for longer than they should
     */
    record Filter(
            Set<FlagState> states,
            Optional<String> patient,
            Optional<String> issuer,
            Optional<String> segment,
            Optional<Outcome> outcome,
            boolean overdue,
            int offset,
            int limit) {}

    /** Some of the flags found, and how many there are. */
    record Page(List<Flag> flags, long total) {}

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Ageing ageing;
    private Patients patients;

    protected FlagList() {}

    @Inject
    FlagList(Ageing ageing, Patients patients) {
        this.patients = patients;
        this.ageing = ageing;
    }

    /** The flags that the filter lets through, the newest first. */
    @Transactional
    Page find(Filter filter) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaQuery<Flag> query = criteria.createQuery(Flag.class);
        Root<Flag> flag = query.from(Flag.class);
        flag.fetch("request", JoinType.LEFT);
        query.where(conditions(criteria, flag, filter)).orderBy(criteria.desc(flag.get("id")));
        CriteriaQuery<Long> count = criteria.createQuery(Long.class);
        Root<Flag> counted = count.from(Flag.class);
        count.select(criteria.count(counted)).where(conditions(criteria, counted, filter));
        return new Page(
                entities.createQuery(query)
                        .setFirstResult(filter.offset())
                        .setMaxResults(filter.limit())
                        .getResultList(),
                entities.createQuery(count).getSingleResult());
    }

    /** Whoever asks by a name that was merged means the survivor. */
    private Predicate ofPatient(CriteriaBuilder criteria, Root<Flag> flag, String id) {
        List<Predicate> any = new ArrayList<>(List.of(criteria.equal(flag.get("patientId"), id)));
        patients.survivors(id)
                .forEach(key -> any.add(criteria.and(
                        criteria.equal(flag.get("patientId"), key.id()),
                        criteria.equal(flag.get("patientIssuer"), key.issuer()))));
        return criteria.or(any.toArray(Predicate[]::new));
    }

    private Predicate[] conditions(CriteriaBuilder criteria, Root<Flag> flag, Filter filter) {
        List<Predicate> conditions = new ArrayList<>();
        if (!filter.states().isEmpty()) {
            conditions.add(flag.get("state").in(filter.states()));
        }
        filter.patient().ifPresent(id -> conditions.add(ofPatient(criteria, flag, id)));
        filter.issuer().ifPresent(issuer -> conditions.add(criteria.equal(flag.get("patientIssuer"), issuer)));
        filter.segment().ifPresent(id -> conditions.add(criteria.equal(flag.get("segmentId"), id)));
        filter.outcome().ifPresent(outcome -> conditions.add(criteria.equal(flag.get("outcome"), outcome)));
        if (filter.overdue()) {
            conditions.add(ageing.overdue(criteria, flag));
        }
        return conditions.toArray(Predicate[]::new);
    }
}
