package org.confluens.finding;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was read from a document.
 *
 * @param examination the examination that the document reports; empty where its codes do not say
 * @param findings one for each segment that the document speaks of
 * @param unplaced what could not be given to one segment, told to a person instead of guessed
 */
public record Extraction(
        Optional<Examination> examination, List<SegmentFinding> findings, List<UnplacedFinding> unplaced) {

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
        unplaced = List.copyOf(unplaced);
    }
}
