package org.confluens.finding;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.confluens.sr.Code;

/** What one measurement group says about one place, gathered item by item before a verdict is drawn from it. */
final class Statements {

    /** The answer to whether a finding is there. */
    enum Presence {
        ABSENT,
        INDETERMINATE,
        PRESENT
    }

    private final Map<Kind, Presence> presences = new EnumMap<>(Kind.class);
    private final List<ImageEvidence> images = new ArrayList<>();
    private final Set<Role> assessment = EnumSet.noneOf(Role.class);
    private OptionalDouble diameterPercent = OptionalDouble.empty();
    private OptionalDouble areaPercent = OptionalDouble.empty();
    private OptionalDouble calculatedPercent = OptionalDouble.empty();
    private OptionalDouble supineArea = OptionalDouble.empty();
    private OptionalDouble refluxSeconds = OptionalDouble.empty();
    private OptionalDouble threshold = OptionalDouble.empty();
    private OptionalDouble lengthMm = OptionalDouble.empty();
    private final Set<Code> causes = new LinkedHashSet<>();
    private final Set<Role> misunderstood = EnumSet.noneOf(Role.class);
    private boolean normal;

    /** Of two answers to one question the stronger stays: a report that says both has seen it somewhere. */
    void state(Kind kind, Presence presence) {
        presences.merge(kind, presence, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    void assess(Role answer) {
        assessment.add(answer);
    }

    void callNormal() {
        normal = true;
    }

    void cause(Code cause) {
        causes.add(cause);
    }

    void show(ImageEvidence image) {
        images.add(image);
    }

    void measure(Role role, double value) {
        switch (role) {
            case STENOSIS_PERCENT -> diameterPercent = greater(diameterPercent, value);
            case AREA_STENOSIS_PERCENT -> areaPercent = greater(areaPercent, value);
            case REFLUX_DURATION -> refluxSeconds = greater(refluxSeconds, value);
            case SUPINE_AREA -> supineArea = OptionalDouble.of(Math.min(supineArea.orElse(value), value));
            case STENOSIS_LENGTH -> lengthMm = greater(lengthMm, value);
            case THRESHOLD -> threshold = OptionalDouble.of(value);
            default -> throw new IllegalArgumentException(role.id() + " is not measured");
        }
    }

    /** A number is there and does not count. */
    void misunderstand(Role role) {
        misunderstood.add(role);
    }

    /** Whether a number that would say how narrow the segment is does not count. */
    boolean isWidthMisunderstood() {
        return misunderstood.contains(Role.STENOSIS_PERCENT)
                || misunderstood.contains(Role.AREA_STENOSIS_PERCENT)
                || misunderstood.contains(Role.SUPINE_AREA);
    }

    /** A percentage that software worked out from two measurements, and that no reader has judged. */
    void calculate(double percent) {
        calculatedPercent = greater(calculatedPercent, percent);
    }

    boolean isEmpty() {
        return presences.isEmpty()
                && images.isEmpty()
                && assessment.isEmpty()
                && !normal
                && diameterPercent.isEmpty()
                && areaPercent.isEmpty()
                && calculatedPercent.isEmpty()
                && supineArea.isEmpty()
                && misunderstood.isEmpty()
                && refluxSeconds.isEmpty();
    }

    Optional<Presence> presence(Kind kind) {
        return Optional.ofNullable(presences.get(kind));
    }

    boolean isPresent(Kind kind) {
        return presences.get(kind) == Presence.PRESENT;
    }

    Set<Kind> presentKinds() {
        return kinds(Presence.PRESENT);
    }

    Set<Kind> absentKinds() {
        return kinds(Presence.ABSENT);
    }

    private Set<Kind> kinds(Presence answer) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        presences.forEach((kind, presence) -> {
            if (presence == answer) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    boolean notAssessable() {
        return assessment.contains(Role.NOT_ASSESSABLE);
    }

    boolean notAssessed() {
        return assessment.contains(Role.NOT_ASSESSED) || assessment.contains(Role.NOT_ASSESSABLE);
    }

    boolean calledNormal() {
        return normal;
    }

    OptionalDouble supineArea() {
        return supineArea;
    }

    OptionalDouble refluxSeconds() {
        return refluxSeconds;
    }

    OptionalDouble threshold() {
        return threshold;
    }

    /** A lesion of the verdict, as far as the group describes it. */
    Lesion lesion(Verdict verdict, Optional<Doubt> doubt) {
        return new Lesion(
                verdict,
                doubt,
                presentKinds(),
                diameterPercent.isPresent() || areaPercent.isPresent() ? diameterPercent : calculatedPercent,
                areaPercent,
                lengthMm,
                List.copyOf(causes));
    }

    /**
     * IVUS measures the area of the lumen, the others its diameter; each takes the other where its own is missing. A
     * calculated percentage stands in only where the reader answered nothing.
     */
    OptionalDouble percent(Examination examination) {
        OptionalDouble own = examination == Examination.IVUS ? areaPercent : diameterPercent;
        OptionalDouble other = examination == Examination.IVUS ? diameterPercent : areaPercent;
        OptionalDouble measured = own.isPresent() ? own : other;
        return measured.isPresent() || presences.containsKey(Kind.STENOSIS) ? measured : calculatedPercent;
    }

    List<ImageEvidence> images() {
        return images;
    }

    private static OptionalDouble greater(OptionalDouble known, double value) {
        return OptionalDouble.of(Math.max(known.orElse(value), value));
    }
}
