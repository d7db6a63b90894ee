package org.confluens.finding;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was read from a document.
 *
 * @param examination the examination that the document reports; empty where its codes do not say
 * @param findings one for each segment that the document speaks of
 * @param treated the segments that the document says were treated; comparisons do not reach across a treatment
 * @param criteriaMet how many of the five ultrasound criteria are met, where the document counts them
 * @param poorQuality whether the document calls its images poor or not usable
 * @param unplaced what could not be given to one segment, told to a person instead of guessed
 * @param refusedNumbers the numbers that do not count and why, such as {@code stenosis-percent: QUALIFIED}
 */
public record Extraction(
        Optional<Examination> examination,
        List<SegmentFinding> findings,
        Set<Segment> treated,
        OptionalInt criteriaMet,
        List<UnplacedFinding> unplaced,
        List<String> refusedNumbers,
        boolean poorQuality) {

    /** What a document gives that does not say what it reports. */
    static final Extraction NOTHING =
            new Extraction(Optional.empty(), List.of(), Set.of(), OptionalInt.empty(), List.of(), List.of(), false);

    /** A measurement group that belongs to no one segment: its tracking identifier, where it has one, and why. */
    public record UnplacedFinding(Optional<String> trackingIdentifier, Reason reason) {}

    /** Why a measurement group has no segment. */
    public enum Reason {
        NO_SITE,
        UNKNOWN_SITE,
        SIDE_MISSING,
        LEVEL_MISSING,
        SITE_CONTRADICTS_TRACKING_IDENTIFIER
    }

    public Extraction {
        Objects.requireNonNull(examination, "examination");
        findings = List.copyOf(findings);
        treated = Set.copyOf(treated);
        Objects.requireNonNull(criteriaMet, "criteriaMet");
        unplaced = List.copyOf(unplaced);
        refusedNumbers = List.copyOf(refusedNumbers);
    }
}
