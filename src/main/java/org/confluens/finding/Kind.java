package org.confluens.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of finding, by its meaning for a comparison; the codes that name each are in the vocabulary.
 *
 * <p>Which of them make a segment narrow, obstructed otherwise or abnormal in its flow stands in {@code axes.csv}.
 */
public enum Kind {
    STENOSIS(Class.FINDING),
    FIXED(Class.FINDING),
    OCCLUSION(Class.FINDING),
    ATRESIA(Class.FINDING),
    AGENESIS(Class.FINDING),
    ANNULUS(Class.FINDING),
    DISTENSIBLE(Class.QUALIFIER),
    PHYSIOLOGICAL(Class.QUALIFIER),
    INCONSTANT(Class.QUALIFIER),
    /** The whole segment, in the reader's word. */
    NORMAL(Class.QUALIFIER),
    CALIBRE_NORMAL(Class.CALIBRE),
    CALIBRE_FLATTENED(Class.CALIBRE),
    CALIBRE_PINPOINT(Class.CALIBRE),
    CALIBRE_ABSENT(Class.CALIBRE),
    WEB(Class.FINDING),
    SEPTUM(Class.FINDING),
    MEMBRANE(Class.FINDING),
    FLAP(Class.FINDING),
    DOUBLE_LUMEN(Class.FINDING),
    DUPLICATION(Class.FINDING),
    FILLING_DEFECT(Class.FINDING),
    THROMBUS(Class.FINDING),
    VALVE_ABNORMAL(Class.FINDING),
    VALVE_FUSED(Class.FINDING),
    VALVE_THICKENED(Class.FINDING),
    VALVE_REVERSED(Class.FINDING),
    VALVE_ECTOPIC(Class.FINDING),
    VALVE_IMMOBILE(Class.FINDING),
    FUNNEL(Class.FINDING),
    /** Any structure in the lumen, by a code that does not say which. */
    STRUCTURAL(Class.FINDING),
    VALVE_NORMAL(Class.FINDING),
    VALVE_ABSENT(Class.FINDING),
    REFLUX(Class.FINDING),
    NO_FLOW(Class.FINDING),
    SLOW_FLOW(Class.FINDING),
    OUTFLOW_OBSTRUCTION(Class.FINDING),
    COLLATERALS(Class.FINDING),
    HYPOPLASIA(Class.FINDING),
    KINK(Class.FINDING),
    TWIST(Class.FINDING),
    COMPRESSION(Class.FINDING),
    REDUCED_DISTENSIBILITY(Class.FINDING),
    DILATATION(Class.FINDING),
    AT_SKULL_BASE(Class.SITE),
    AT_CAROTID_BULB(Class.SITE),
    AT_STRAP_MUSCLE(Class.SITE),
    NEAR_CONFLUENS(Class.SITE),
    AT_VALVE(Class.SITE),
    AT_OSTIUM(Class.SITE);

    /** What sort of statement a kind is. */
    public enum Class {
        FINDING,
        CALIBRE,
        QUALIFIER,
        SITE
    }

    private final Class kindClass;

    Kind(Class kindClass) {
        this.kindClass = kindClass;
    }

    public Class kindClass() {
        return kindClass;
    }

    public boolean is(Class wanted) {
        return kindClass == wanted;
    }

    /** Where healthy veins are often narrow: skull base, carotid bulb, under the strap muscles. */
    public boolean isPhysiologicalSite() {
        return this == AT_SKULL_BASE || this == AT_CAROTID_BULB || this == AT_STRAP_MUSCLE;
    }

    /** The name used in data files and interfaces, such as {@code double-lumen}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Kind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
