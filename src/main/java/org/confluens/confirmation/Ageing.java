package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Join;
import jakarta.persistence.criteria.JoinType;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.confluens.config.Settings;

/**
 * When a flag has waited for too long: nobody schedules its request, the planned start has passed and nobody began, or
 * the study was begun long ago and no verified report answers.
 */
@ApplicationScoped
class Ageing {
    private static final Duration AFTER_PLANNED_START = Duration.ofDays(1);

    private Settings settings;
    private Clock clock;

    protected Ageing() {}

    @Inject
    Ageing(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private Instant patience() {
        return clock.instant().minus(settings.duration("confluens.confirmation.overdue-after"));
    }

    /** ISO local date-times sort as text. */
    private String latestMissedStart() {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant().minus(AFTER_PLANNED_START), ZoneId.systemDefault());
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    long days(Flag flag) {
        return Duration.between(flag.raisedAt(), clock.instant()).toDays();
    }

    boolean isOverdue(Flag flag) {
        return switch (flag.state()) {
            case OPEN, CONFIRMATION_PROPOSED -> flag.raisedAt().isBefore(patience());
            case SCHEDULED ->
                flag.request()
                        .flatMap(ConfirmationRequest::plannedStart)
                        .filter(start -> start.toString().compareTo(latestMissedStart()) < 0)
                        .isPresent();
            case IN_PROGRESS -> flag.changedAt().isBefore(patience());
            case RESOLVED, DISMISSED -> false;
        };
    }

    /** The same as a condition of a query. */
    Predicate overdue(CriteriaBuilder criteria, Root<Flag> flag) {
        Join<Flag, ConfirmationRequest> request = flag.join("request", JoinType.LEFT);
        Predicate unscheduled = criteria.and(
                flag.get("state").in(FlagState.OPEN, FlagState.CONFIRMATION_PROPOSED),
                criteria.lessThan(flag.get("raisedAt"), patience()));
        Predicate missed = criteria.and(
                criteria.equal(flag.get("state"), FlagState.SCHEDULED),
                criteria.lessThan(request.get("plannedStart"), latestMissedStart()));
        Predicate unanswered = criteria.and(
                criteria.equal(flag.get("state"), FlagState.IN_PROGRESS),
                criteria.lessThan(flag.get("changedAt"), patience()));
        return criteria.or(unscheduled, missed, unanswered);
    }
}
