package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.template.Classification;
import org.confluens.transaction.ContainerTransaction;

/**
 * Says when a study counts as complete. The deadline is in its row; whichever node claims a row that is due decides, and
 * what follows from it happens in the same transaction.
 */
@ApplicationScoped
class StudyStability {

    /**
     * A sender that never falls silent, because it sends the studies of a whole hospital, holds none of them back for
     * longer than this many times the usual silence.
     */
    private static final int SILENCE_AT_MOST = 4;

    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    /** A deadline farther off than this, and than the longest silence, was set before the clock was set back. */
    private static final Duration FARTHEST = Duration.ofMinutes(15);

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Settings settings;
    private Clock clock;
    private StudyQueries studies;
    private StudyOwners owners;
    private StudyClassifier classifier;
    private Announcements announcements;
    private Event<StudyStable> stable;
    private ContainerTransaction transaction;

    protected StudyStability() {}

    @Inject
    StudyStability(
            Settings settings,
            Clock clock,
            StudyQueries studies,
            StudyOwners owners,
            StudyClassifier classifier,
            Announcements announcements,
            Event<StudyStable> stable,
            ContainerTransaction transaction) {
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.studies = studies;
        this.owners = owners;
        this.classifier = classifier;
        this.announcements = announcements;
        this.stable = stable;
    }

    /** A study that is due; empty when none is. Not claimed yet: somebody else may complete it first. */
    @Transactional
    Optional<String> nextDue(Instant until) {
        return firstUid(
                "select study_instance_uid from study where state = 'ARRIVING' and (stable_at <= ? or stable_at > ?)"
                        + " order by stable_at limit 1 for update skip locked",
                until.atOffset(ZoneOffset.UTC),
                farthest(until).atOffset(ZoneOffset.UTC));
    }

    /** Completes a study, unless it is not due any more, somebody else has it, or its sender is still busy. */
    void complete(String studyInstanceUid, Instant until) {
        transaction.callNew(() -> {
            Optional<Study> due = claim(studyInstanceUid)
                    .filter(study -> !study.stableAt().isAfter(until) || isOfAnotherClock(study, until));
            due.ifPresent(study -> completeOrWait(study, until));
            return due;
        });
    }

    private void completeOrWait(Study study, Instant until) {
        boolean waits = study.stableReason().isEmpty() && !isOfAnotherClock(study, until);
        Optional<Instant> later = waits ? senderBusyUntil(study, until) : Optional.empty();
        later.ifPresentOrElse(study::waitUntil, () -> completeNow(study));
    }

    private boolean isOfAnotherClock(Study study, Instant now) {
        return study.stableAt().isAfter(farthest(now));
    }

    private Instant farthest(Instant now) {
        Duration silence = settings.duration("confluens.study.stable-after").multipliedBy(SILENCE_AT_MOST + 1L);
        return now.plus(silence.compareTo(FARTHEST) > 0 ? silence : FARTHEST);
    }

    private Optional<Study> claim(String studyInstanceUid) {
        @SuppressWarnings("unchecked")
        List<Study> claimed = entities.createNativeQuery(
                        "select * from study where study_instance_uid = ? and state = 'ARRIVING'"
                                + " for update skip locked",
                        Study.class)
                .setParameter(1, studyInstanceUid)
                .getResultList();
        return claimed.stream().findFirst();
    }

    /** When to look again, because the study's sender has sent something since. */
    private Optional<Instant> senderBusyUntil(Study study, Instant until) {
        Duration silence = settings.duration("confluens.study.stable-after");
        Instant latest = study.lastArrivalAt().plus(silence.multipliedBy(SILENCE_AT_MOST));
        return lastArrivalFrom(study.sender())
                .map(last -> last.plus(silence))
                .map(quiet -> quiet.isBefore(latest) ? quiet : latest)
                .filter(quiet -> quiet.isAfter(until));
    }

    private Optional<Instant> lastArrivalFrom(String sender) {
        List<?> times = entities.createNativeQuery("select last_arrival_at from intake_sender where ae_title = ?")
                .setParameter(1, sender)
                .getResultList();
        return times.stream().findFirst().map(StudyStability::instant);
    }

    private static Instant instant(Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : ((java.sql.Timestamp) column).toInstant();
    }

    private void completeNow(Study study) {
        owners.settle(study);
        classify(study);
        boolean reopened = study.timesStable() > 0;
        String reason = study.stableReason().isEmpty() ? "silence" : study.stableReason();
        study.complete(clock.instant(), reason);
        announcements.forget(study.studyInstanceUid());
        entities.flush();
        study.templateId()
                .ifPresent(template -> stable.fire(new StudyStable(study.studyInstanceUid(), template, reopened)));
    }

    private void classify(Study study) {
        Classification classification = classifier.classify(studies.details(study));
        study.classify(classification.templateId(), classification.ruleId(), classification.reason());
    }

    /** Classifies a study that is still arriving, for whoever looks at the list. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void classifyProvisionally(String studyInstanceUid) {
        claim(studyInstanceUid).ifPresent(this::classify);
    }

    /** Remembers that completing a study failed, and when to try again. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void failed(String studyInstanceUid, String problem) {
        claim(studyInstanceUid).ifPresent(study -> {
            Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(study.attempts(), ATTEMPTS));
            study.failed(
                    problem,
                    study.attempts() < ATTEMPTS ? Optional.of(clock.instant().plus(wait)) : Optional.empty());
        });
    }

    /**
     * Makes a study due at once, because somebody says that it is complete. One statement, because images may be arriving.
     *
     * @return whether there is such a study
     */
    @Transactional
    boolean declareComplete(String studyInstanceUid, String reason) {
        return entities.createNativeQuery("update study set state = 'ARRIVING', stable_at = ?, stable_reason = ?,"
                                + " attempts = 0, version = version + 1 where study_instance_uid = ?")
                        .setParameter(1, clock.instant().atOffset(ZoneOffset.UTC))
                        .setParameter(2, reason)
                        .setParameter(3, studyInstanceUid)
                        .executeUpdate()
                > 0;
    }

    private Optional<String> firstUid(String sql, Object from, Object to) {
        List<?> uids = entities.createNativeQuery(sql)
                .setParameter(1, from)
                .setParameter(2, to)
                .getResultList();
        return uids.stream().findFirst().map(String.class::cast);
    }
}
