package org.confluens.finding;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one examination found in one segment: the axis of narrowing, and what the axes of other obstruction and of flow
 * follow from.
 *
 * @param verdict the axis of narrowing, over all its lesions
 * @param kinds what is present or qualifies it
 * @param percent the stenosis in per cent of the diameter, or of the area where only that was measured; the largest of
 *     several
 * @param images where it can be seen
 * @param absent what the report says is not there
 * @param lesions each narrowing, and each of which the report can't decide whether it is one; where the verdict speaks of
 *     one and none is given, the one that the verdict speaks of
 */
public record SegmentFinding(
        Segment segment,
        Examination examination,
        Verdict verdict,
        Set<Kind> kinds,
        OptionalDouble percent,
        List<ImageEvidence> images,
        Set<Kind> absent,
        List<Lesion> lesions) {

    public SegmentFinding {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(examination, "examination");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(percent, "percent");
        kinds = Set.copyOf(kinds);
        images = List.copyOf(images);
        absent = Set.copyOf(absent);
        boolean speaksOfOne = verdict.narrow() || verdict == Verdict.INDETERMINATE;
        lesions = lesions.isEmpty() && speaksOfOne ? List.of(Lesion.of(verdict, kinds, percent)) : List.copyOf(lesions);
    }

    public SegmentFinding(
            Segment segment,
            Examination examination,
            Verdict verdict,
            Set<Kind> kinds,
            OptionalDouble percent,
            List<ImageEvidence> images) {
        this(segment, examination, verdict, kinds, percent, images, Set.of(), List.of());
    }

    public SegmentFinding(Segment segment, Examination examination, Verdict verdict) {
        this(segment, examination, verdict, Set.of(), OptionalDouble.empty(), List.of());
    }

    /** The axis of other obstruction: web, septum, valve, thrombus and what else {@code axes.csv} counts. */
    public Sign obstruction() {
        return Axes.obstruction(kinds, absent);
    }

    /** What makes {@link #obstruction()} present. */
    public Set<Kind> obstructions() {
        return Axes.obstructing(kinds);
    }

    /** The axis of flow: reflux, stasis, no flow, outflow obstruction. */
    public Sign flow() {
        return Axes.flow(kinds, absent);
    }

    /** What makes {@link #flow()} present. */
    public Set<Kind> flows() {
        return Axes.flowing(kinds);
    }

    /** Whether a narrowing of it closes the lumen; it is then called an occlusion. */
    public boolean isOcclusion() {
        return verdict.narrow() && lesions.stream().anyMatch(Lesion::isOcclusion);
    }

    /** The levels of its narrowings, as far as they are given. */
    public Set<Kind> levels() {
        return lesions.stream()
                .filter(lesion -> lesion.narrowing().narrow())
                .flatMap(lesion -> lesion.levels().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    }

    /** Whether the finding lies where healthy veins are often narrow. */
    public boolean atPhysiologicalSite() {
        return segment.oftenPhysiological() || kinds.stream().anyMatch(Kind::isPhysiologicalSite);
    }

    /** This and another statement of the same examination on the same segment, as one. */
    public SegmentFinding with(SegmentFinding other) {
        if (!segment.equals(other.segment) || examination != other.examination) {
            throw new IllegalArgumentException("not the same segment and examination");
        }
        return new SegmentFinding(
                segment,
                examination,
                verdict.orGraver(other.verdict),
                both(kinds, other.kinds),
                greater(percent, other.percent),
                Stream.concat(images.stream(), other.images.stream()).distinct().toList(),
                both(absent, other.absent),
                Stream.concat(lesions.stream(), other.lesions.stream())
                        .distinct()
                        .toList());
    }

    private static Set<Kind> both(Set<Kind> one, Set<Kind> other) {
        Set<Kind> both = new LinkedHashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static OptionalDouble greater(OptionalDouble one, OptionalDouble other) {
        if (one.isEmpty()) {
            return other;
        }
        return other.isEmpty() || one.getAsDouble() >= other.getAsDouble() ? one : other;
    }
}
