package org.confluens.finding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.confluens.finding.Extraction.Reason;
import org.confluens.finding.FindingVocabulary.Place;
import org.confluens.sr.Code;

/**
 * Finds the segment that a group's codes name. Synonyms and precoordinated sites are brought to one form on both sides;
 * the tracking identifier decides only what the codes leave open, and never against them.
 */
final class SegmentLocator {
    private final Anatomy anatomy;
    private final FindingVocabulary vocabulary;
    private final Map<Segment, Place> normalized = new HashMap<>();

    /** The segments meant, or why there are none. */
    record Location(List<Segment> segments, Optional<Reason> problem) {
        static Location at(List<Segment> segments) {
            return new Location(segments, Optional.empty());
        }

        static Location nowhere(Reason reason) {
            return new Location(List.of(), Optional.of(reason));
        }
    }

    SegmentLocator(Anatomy anatomy, FindingVocabulary vocabulary) {
        this.anatomy = anatomy;
        this.vocabulary = vocabulary;
        anatomy.segments()
                .forEach(s ->
                        normalized.put(s, normalize(new Place(Optional.of(s.site()), s.laterality(), s.level()))));
    }

    /** The segment of a place. Where the place leaves several, all are meant only if nothing was found in any. */
    Location locate(Place stated, Optional<String> trackingIdentifier, boolean coversWholeVein) {
        Optional<Segment> tracked = trackingIdentifier.flatMap(anatomy::segment);
        if (stated.site().isEmpty()) {
            return tracked.map(s -> Location.at(List.of(s))).orElse(Location.nowhere(Reason.NO_SITE));
        }
        Place place = normalize(stated);
        List<Segment> candidates = candidates(place);
        if (candidates.isEmpty()) {
            return Location.nowhere(Reason.UNKNOWN_SITE);
        }
        if (tracked.isPresent()) {
            return candidates.contains(tracked.get())
                    ? Location.at(List.of(tracked.get()))
                    : Location.nowhere(Reason.SITE_CONTRADICTS_TRACKING_IDENTIFIER);
        }
        if (candidates.size() == 1) {
            return Location.at(candidates);
        }
        if (sides(candidates) > 1 && !bilateral(place)) {
            return Location.nowhere(Reason.SIDE_MISSING);
        }
        boolean oneOfEachSide = candidates.size() == sides(candidates);
        return oneOfEachSide || coversWholeVein ? Location.at(candidates) : Location.nowhere(Reason.LEVEL_MISSING);
    }

    private List<Segment> candidates(Place place) {
        Predicate<Segment> ofSite = s -> normalized.get(s).site().equals(place.site());
        Predicate<Segment> onSide = s -> place.laterality().isEmpty()
                || bilateral(place)
                || normalized.get(s).laterality().equals(place.laterality());
        Predicate<Segment> atLevel =
                s -> place.level().isEmpty() || normalized.get(s).level().equals(place.level());
        return anatomy.segments().stream()
                .filter(ofSite.and(onSide).and(atLevel))
                .toList();
    }

    private long sides(List<Segment> segments) {
        return segments.stream()
                .map(s -> normalized.get(s).laterality())
                .distinct()
                .count();
    }

    private boolean bilateral(Place place) {
        return place.laterality()
                .filter(side -> vocabulary.means(side, Role.BILATERAL))
                .isPresent();
    }

    /** A modifier that names a landmark, such as the skull base, is a finding's level and no part of the vein's name. */
    private Place normalize(Place stated) {
        Optional<Place> site = stated.site().flatMap(vocabulary::place);
        Optional<Code> level =
                stated.level().filter(code -> vocabulary.kind(code).isEmpty());
        return new Place(
                site.flatMap(Place::site).or(stated::site),
                stated.laterality().map(this::side).or(() -> site.flatMap(Place::laterality)),
                level.map(this::level).or(() -> site.flatMap(Place::level)));
    }

    private Code side(Code code) {
        return vocabulary.place(code).flatMap(Place::laterality).orElse(code);
    }

    private Code level(Code code) {
        return vocabulary.place(code).flatMap(Place::level).orElse(code);
    }
}
