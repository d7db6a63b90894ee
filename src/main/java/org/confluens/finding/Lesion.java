package org.confluens.finding;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.sr.Code;

/**
 * One narrowing of a segment, or the question whether there is one; a segment can have several.
 *
 * @param narrowing what the examination says of it: never that it is absent or was not assessed
 * @param doubt why it is undetermined; empty where it is not
 * @param kinds its level within the segment, and what else the report says of it: occlusion, physiological, not constant
 * @param diameterPercent the stenosis in per cent of the diameter
 * @param areaPercent the stenosis in per cent of the area
 * @param lengthMm its length in millimetres
 * @param causes what the reader takes for its cause
 */
public record Lesion(
        Verdict narrowing,
        Optional<Doubt> doubt,
        Set<Kind> kinds,
        OptionalDouble diameterPercent,
        OptionalDouble areaPercent,
        OptionalDouble lengthMm,
        List<Code> causes) {

    public Lesion {
        if (!narrowing.narrow() && narrowing != Verdict.INDETERMINATE) {
            throw new IllegalArgumentException("a lesion is not " + narrowing);
        }
        Objects.requireNonNull(doubt, "doubt");
        Objects.requireNonNull(diameterPercent, "diameterPercent");
        Objects.requireNonNull(areaPercent, "areaPercent");
        Objects.requireNonNull(lengthMm, "lengthMm");
        kinds = Set.copyOf(kinds);
        causes = List.copyOf(causes);
    }

    /** A lesion of which no more is known; {@code percent} is that of the diameter. */
    public static Lesion of(Verdict narrowing, Set<Kind> kinds, OptionalDouble percent) {
        return new Lesion(
                narrowing,
                narrowing == Verdict.INDETERMINATE ? Optional.of(Doubt.READER) : Optional.empty(),
                kinds,
                percent,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of());
    }

    /** Where in the segment it lies; empty where the report does not say. */
    public Set<Kind> levels() {
        return kinds.stream()
                .filter(kind -> kind.is(Kind.Class.SITE))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    }

    /** Whether the lumen is closed: it is then called an occlusion, not a stenosis. */
    public boolean isOcclusion() {
        return kinds.contains(Kind.OCCLUSION);
    }

    /** Whether its reader calls it physiological and saw it in one acquisition and not in another. */
    public boolean isPhysiologicalAndInconstant() {
        return kinds.contains(Kind.PHYSIOLOGICAL) && kinds.contains(Kind.INCONSTANT);
    }

    /** Whether this and the lesion of another examination can be one: a level that is not given can be any. */
    public boolean canBe(Lesion other) {
        return Levels.canBeOne(levels(), other.levels());
    }
}
