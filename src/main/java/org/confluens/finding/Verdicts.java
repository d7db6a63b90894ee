package org.confluens.finding;

import java.util.Optional;
import java.util.OptionalDouble;
import org.confluens.finding.Statements.Presence;

/** Draws the verdict on a segment's lumen from what a measurement group says about it. */
final class Verdicts {
    /** Narrower than this in per cent is a stenosis, unless the report names another threshold. */
    static final double USUAL_THRESHOLD = 50;

    /** Ultrasound criterion: a supine internal jugular vein of at most 0.3 square centimetres. */
    private static final double NARROW_JUGULAR_CM2 = 0.3;

    private static final double JUGULAR_REFLUX_SECONDS = 0.88;
    private static final double DEEP_CEREBRAL_REFLUX_SECONDS = 0.5;

    private final FindingVocabulary vocabulary;

    Verdicts(FindingVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** A verdict, and why it is undetermined where it is. */
    record Judged(Verdict verdict, Optional<Doubt> doubt) {
        private static Judged of(Verdict verdict) {
            return new Judged(verdict, Optional.empty());
        }

        private static Judged open(Doubt doubt) {
            return new Judged(Verdict.INDETERMINATE, Optional.of(doubt));
        }
    }

    Judged verdict(Statements said, Segment segment, Examination examination, double threshold) {
        if (said.notAssessed()) {
            return Judged.of(said.notAssessable() ? Verdict.NOT_ASSESSABLE : Verdict.NOT_ASSESSED);
        }
        boolean fixed = said.isPresent(Kind.FIXED);
        boolean distensible = said.isPresent(Kind.DISTENSIBLE);
        if (examination == Examination.IVUS && (fixed || distensible)) {
            return distensibility(said, fixed, distensible);
        }
        return lumen(said, segment, examination, threshold);
    }

    private static Judged distensibility(Statements said, boolean fixed, boolean distensible) {
        boolean contradicts = fixed == distensible || fixed && word(said, Presence.ABSENT);
        return contradicts ? Judged.open(Doubt.CONTRADICTION) : Judged.of(fixed ? Verdict.FIXED : Verdict.DISTENSIBLE);
    }

    /** The reader's word wins over the number; where the two contradict each other, neither is taken. */
    private Judged lumen(Statements said, Segment segment, Examination examination, double threshold) {
        OptionalDouble percent = said.percent(examination);
        boolean narrowByNumber = percent.orElse(0) >= threshold;
        boolean openByNumber = percent.isPresent() && !narrowByNumber;
        if (narrowByKind(said)) {
            return openByNumber ? Judged.open(Doubt.CONTRADICTION) : Judged.of(Verdict.STENOSIS);
        }
        if (word(said, Presence.INDETERMINATE)) {
            return Judged.open(Doubt.READER);
        }
        if (word(said, Presence.ABSENT)) {
            return narrowByNumber ? Judged.open(Doubt.CONTRADICTION) : Judged.of(Verdict.NO_STENOSIS);
        }
        return narrowByNumber ? Judged.of(Verdict.STENOSIS) : unanswered(said, segment, examination);
    }

    /** Where the reader did not answer whether there is a stenosis, calibre and area do. */
    private Judged unanswered(Statements said, Segment segment, Examination examination) {
        if (narrowByCalibre(said, segment, examination)) {
            return Judged.of(Verdict.STENOSIS);
        }
        if (said.isWidthMisunderstood() && said.percent(examination).isEmpty()) {
            return Judged.open(Doubt.NUMBER);
        }
        if (said.percent(examination).isPresent() || calledOpen(said)) {
            return Judged.of(Verdict.NO_STENOSIS);
        }
        return saysAnything(said) ? Judged.open(Doubt.UNSAID) : Judged.of(Verdict.NOT_ASSESSED);
    }

    private static boolean narrowByKind(Statements said) {
        return said.presentKinds().stream().anyMatch(Axes::narrows);
    }

    private boolean narrowByCalibre(Statements said, Segment segment, Examination examination) {
        boolean jugular = vocabulary.means(segment.site(), Role.INTERNAL_JUGULAR_SITE);
        return Axes.narrowsWithoutWord(said.presentKinds(), jugular)
                || jugular
                        && examination == Examination.ULTRASOUND
                        && said.supineArea().orElse(Double.MAX_VALUE) <= NARROW_JUGULAR_CM2;
    }

    private static boolean word(Statements said, Presence answer) {
        return said.presence(Kind.STENOSIS).filter(answer::equals).isPresent();
    }

    private static boolean calledOpen(Statements said) {
        return said.calledNormal()
                || said.isPresent(Kind.CALIBRE_NORMAL)
                || said.isPresent(Kind.CALIBRE_FLATTENED)
                || said.isPresent(Kind.CALIBRE_PINPOINT);
    }

    private static boolean saysAnything(Statements said) {
        return said.presentKinds().stream()
                .anyMatch(kind -> !kind.is(Kind.Class.SITE) && !kind.is(Kind.Class.QUALIFIER));
    }

    /** A measured reflux beyond the criterion's duration counts as reflux, whatever else was ticked. */
    boolean refluxes(Statements said, Segment segment) {
        double limit = vocabulary.means(segment.site(), Role.DEEP_CEREBRAL_SITE)
                ? DEEP_CEREBRAL_REFLUX_SECONDS
                : JUGULAR_REFLUX_SECONDS;
        return said.refluxSeconds().orElse(0) > limit;
    }
}
