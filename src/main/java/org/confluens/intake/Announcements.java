package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/**
 * What others say that a study consists of: the end of a performed procedure step, or an instance availability
 * notification. A study is complete once everything that was announced is here, in whichever order the two come.
 */
@ApplicationScoped
class Announcements {

    private static final Duration KEPT = Duration.ofDays(7);

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Clock clock;

    protected Announcements() {}

    @Inject
    Announcements(Clock clock) {
        this.clock = clock;
    }

    /** Notes, in the caller's transaction, which instances a study consists of. */
    @Transactional
    void announce(String studyInstanceUid, Collection<String> sopInstanceUids) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        for (String sopInstanceUid : sopInstanceUids) {
            entities.createNativeQuery("insert into instance_expected (study_instance_uid, sop_instance_uid,"
                            + " announced_at) values (?, ?, ?) on conflict do nothing")
                    .setParameter(1, studyInstanceUid)
                    .setParameter(2, sopInstanceUid)
                    .setParameter(3, now)
                    .executeUpdate();
        }
        entities.createNativeQuery("delete from instance_expected where announced_at < ?")
                .setParameter(1, now.minus(KEPT))
                .executeUpdate();
    }

    /** The arriving studies of which everything that was announced is here. */
    @Transactional
    List<String> fulfilled() {
        List<?> uids = entities.createNativeQuery("select distinct e.study_instance_uid from instance_expected e"
                        + " join study s on s.study_instance_uid = e.study_instance_uid and s.state = 'ARRIVING'"
                        + " where not exists (select 1 from instance_expected m"
                        + " where m.study_instance_uid = e.study_instance_uid and not exists"
                        + " (select 1 from series r join instance i on i.series_id = r.id"
                        + " where r.study_id = s.id and i.sop_instance_uid = m.sop_instance_uid))")
                .getResultList();
        return uids.stream().map(String.class::cast).toList();
    }

    /** Makes a study due at once. What still comes is awaited as usual. */
    @Transactional
    void fulfil(String studyInstanceUid) {
        int due = entities.createNativeQuery("update study set stable_at = ?, stable_reason = 'announced as complete',"
                        + " version = version + 1 where study_instance_uid = ? and state = 'ARRIVING'")
                .setParameter(1, clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter(2, studyInstanceUid)
                .executeUpdate();
        if (due > 0) {
            forget(studyInstanceUid);
        }
    }

    /** Forgets what was announced of a study. */
    @Transactional
    void forget(String studyInstanceUid) {
        entities.createNativeQuery("delete from instance_expected where study_instance_uid = ?")
                .setParameter(1, studyInstanceUid)
                .executeUpdate();
    }
}
