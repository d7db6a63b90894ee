package org.confluens.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of finding, by its meaning for a comparison; the codes that name each are in the vocabulary.
 *
 * <p>A kind of class {@link Class#NARROWING} counts as stenosis where it is present. One of class
 * {@link Class#INTRALUMINAL} is a structure in the lumen (valve, septum, web) that venography can hide.
 */
public enum Kind {
    STENOSIS(Class.NARROWING),
    FIXED(Class.NARROWING),
    OCCLUSION(Class.NARROWING),
    ATRESIA(Class.NARROWING),
    AGENESIS(Class.NARROWING),
    ANNULUS(Class.NARROWING),
    DISTENSIBLE(Class.QUALIFIER),
    PHYSIOLOGICAL(Class.QUALIFIER),
    INCONSTANT(Class.QUALIFIER),
    CALIBRE_NORMAL(Class.CALIBRE),
    CALIBRE_FLATTENED(Class.CALIBRE),
    CALIBRE_PINPOINT(Class.CALIBRE),
    CALIBRE_ABSENT(Class.CALIBRE),
    WEB(Class.INTRALUMINAL),
    SEPTUM(Class.INTRALUMINAL),
    MEMBRANE(Class.INTRALUMINAL),
    FLAP(Class.INTRALUMINAL),
    DOUBLE_LUMEN(Class.INTRALUMINAL),
    DUPLICATION(Class.INTRALUMINAL),
    FILLING_DEFECT(Class.INTRALUMINAL),
    THROMBUS(Class.INTRALUMINAL),
    VALVE_ABNORMAL(Class.INTRALUMINAL),
    /** Any structure in the lumen, by a code that does not say which. */
    STRUCTURAL(Class.INTRALUMINAL),
    VALVE_NORMAL(Class.OTHER),
    VALVE_ABSENT(Class.OTHER),
    REFLUX(Class.FLOW),
    NO_FLOW(Class.FLOW),
    SLOW_FLOW(Class.FLOW),
    OUTFLOW_OBSTRUCTION(Class.FLOW),
    COLLATERALS(Class.OTHER),
    HYPOPLASIA(Class.OTHER),
    KINK(Class.OTHER),
    TWIST(Class.OTHER),
    COMPRESSION(Class.OTHER),
    REDUCED_DISTENSIBILITY(Class.OTHER),
    DILATATION(Class.OTHER),
    AT_SKULL_BASE(Class.SITE),
    AT_CAROTID_BULB(Class.SITE),
    AT_STRAP_MUSCLE(Class.SITE),
    NEAR_CONFLUENS(Class.SITE),
    AT_VALVE(Class.SITE),
    AT_OSTIUM(Class.SITE);

    /** What a kind does to a comparison. */
    public enum Class {
        NARROWING,
        CALIBRE,
        INTRALUMINAL,
        FLOW,
        QUALIFIER,
        SITE,
        OTHER
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
