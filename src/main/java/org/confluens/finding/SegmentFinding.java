package org.confluens.finding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one examination found in one segment.
 *
 * @param percent the stenosis in per cent of the diameter, or of the area where only that was measured; the largest of
 *     several
 * @param images where it can be seen
 */
public record SegmentFinding(
        Segment segment,
        Examination examination,
        Verdict verdict,
        Set<Kind> kinds,
        OptionalDouble percent,
        List<ImageEvidence> images) {

    public SegmentFinding {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(examination, "examination");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(percent, "percent");
        kinds = Set.copyOf(kinds);
        images = List.copyOf(images);
    }

    public SegmentFinding(Segment segment, Examination examination, Verdict verdict) {
        this(segment, examination, verdict, Set.of(), OptionalDouble.empty(), List.of());
    }

    public boolean has(Kind.Class kindClass) {
        return kinds.stream().anyMatch(kind -> kind.is(kindClass));
    }

    /** Whether a stenosis is seen; only IVUS can tell a vein that opens from one that does not. */
    public boolean showsStenosis() {
        return switch (verdict) {
            case STENOSIS, FIXED -> true;
            case DISTENSIBLE -> examination != Examination.IVUS;
            case NO_STENOSIS, INDETERMINATE, NOT_ASSESSED -> false;
        };
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
        Set<Kind> bothKinds = new LinkedHashSet<>(kinds);
        bothKinds.addAll(other.kinds);
        return new SegmentFinding(
                segment,
                examination,
                verdict.orGraver(other.verdict),
                bothKinds,
                greater(percent, other.percent),
                Stream.concat(images.stream(), other.images.stream()).distinct().toList());
    }

    private static OptionalDouble greater(OptionalDouble one, OptionalDouble other) {
        if (one.isEmpty()) {
            return other;
        }
        return other.isEmpty() || one.getAsDouble() >= other.getAsDouble() ? one : other;
    }
}
