package org.confluens.worklist.query;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Set;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.Stations;
import org.confluens.worklist.StepState;

/**
 * What a site has decided about its worklist.
 *
 * @param limit the most answers to one query
 * @param shown the states that modalities see
 * @param expireAfter a step that was to start longer ago is no longer shown; zero for never
 * @param filterByCaller the modalities ({@code *} for all) whose stations see only their own steps even if they send no
 *     station AE title
 * @param stations which stations stand for each other
 * @param characterSet the Specific Character Set of answers; empty to follow the query
 * @param servesPublished whether steps that another system serves are shown here too
 */
public record WorklistPolicy(
        int limit,
        Set<StepState> shown,
        Duration expireAfter,
        Set<String> filterByCaller,
        Stations stations,
        String characterSet,
        boolean servesPublished) {

    public WorklistPolicy {
        shown = Set.copyOf(shown);
        filterByCaller = Set.copyOf(filterByCaller);
    }

    /** The policy of a site whose steps no other system serves. */
    public WorklistPolicy(
            int limit,
            Set<StepState> shown,
            Duration expireAfter,
            Set<String> filterByCaller,
            Stations stations,
            String characterSet) {
        this(limit, shown, expireAfter, filterByCaller, stations, characterSet, true);
    }

    Visibility visibility(Clock clock) {
        LocalDateTime earliest = expireAfter.isZero()
                ? LocalDateTime.MIN
                : LocalDateTime.now(clock).minus(expireAfter);
        return new Visibility(shown, earliest, servesPublished);
    }

    /** The query with the caller in place of the station AE title that it did not send. */
    WorklistQuery completed(WorklistQuery query, String callingAeTitle) {
        boolean stationNamed = query.stepCriteria().stream()
                .anyMatch(c -> c instanceof TextCriterion t && t.tag() == Tag.ScheduledStationAETitle);
        if (stationNamed || filterByCaller.isEmpty()) {
            return query;
        }
        return query.andStep(new CallerCriterion(filterByCaller, stations.groupOf(callingAeTitle)));
    }
}
