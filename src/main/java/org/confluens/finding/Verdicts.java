package org.confluens.finding;

import java.util.Set;
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

    Verdict verdict(Statements said, Segment segment, Examination examination, double threshold) {
        if (said.notAssessed()) {
            return Verdict.NOT_ASSESSED;
        }
        boolean fixed = said.isPresent(Kind.FIXED);
        boolean distensible = said.isPresent(Kind.DISTENSIBLE);
        if (examination == Examination.IVUS && (fixed || distensible)) {
            return fixed == distensible || fixed && deniesStenosis(said)
                    ? Verdict.INDETERMINATE
                    : fixed ? Verdict.FIXED : Verdict.DISTENSIBLE;
        }
        return lumen(said, segment, examination, threshold);
    }

    private Verdict lumen(Statements said, Segment segment, Examination examination, double threshold) {
        boolean measuredNarrow = said.percent(examination).orElse(0) >= threshold;
        if (measuredNarrow && deniesStenosis(said)) {
            return Verdict.INDETERMINATE;
        }
        if (measuredNarrow || narrowByKind(said, examination)) {
            return Verdict.STENOSIS;
        }
        if (said.presence(Kind.STENOSIS).filter(Presence.INDETERMINATE::equals).isPresent()) {
            return Verdict.INDETERMINATE;
        }
        if (deniesStenosis(said)) {
            return Verdict.NO_STENOSIS;
        }
        return unanswered(said, segment, examination);
    }

    /** Where the reader did not answer whether there is a stenosis, calibre and area do. */
    private Verdict unanswered(Statements said, Segment segment, Examination examination) {
        if (narrowByCalibre(said, segment, examination)) {
            return Verdict.STENOSIS;
        }
        if (said.percent(examination).isPresent() || calledOpen(said)) {
            return Verdict.NO_STENOSIS;
        }
        return saysAnything(said) ? Verdict.INDETERMINATE : Verdict.NOT_ASSESSED;
    }

    /** A stenosis whose percentage stays below the threshold is a narrowing, not a stenosis in the sense compared. */
    private static boolean narrowByKind(Statements said, Examination examination) {
        return Set.copyOf(said.presentKinds()).stream()
                .filter(kind -> kind.is(Kind.Class.NARROWING))
                .anyMatch(kind ->
                        kind != Kind.STENOSIS || said.percent(examination).isEmpty());
    }

    /** An absent lumen is abnormal in every vein, a pinpoint one in the internal jugular vein (PREMiSe's definitions). */
    private boolean narrowByCalibre(Statements said, Segment segment, Examination examination) {
        boolean jugular = vocabulary.means(segment.site(), Role.INTERNAL_JUGULAR_SITE);
        return said.isPresent(Kind.CALIBRE_ABSENT)
                || jugular && said.isPresent(Kind.CALIBRE_PINPOINT)
                || jugular
                        && examination == Examination.ULTRASOUND
                        && said.supineArea().orElse(Double.MAX_VALUE) <= NARROW_JUGULAR_CM2;
    }

    private static boolean deniesStenosis(Statements said) {
        return said.presence(Kind.STENOSIS).filter(Presence.ABSENT::equals).isPresent();
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
