package org.confluens.finding;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What counts as narrowing, as another obstruction and as abnormal flow, the same for each examination: {@code axes.csv}.
 * Absent is an axis only where the report denies each kind that counts without a condition, or calls the segment normal.
 */
final class Axes {
    private static final Set<Kind> STASIS = EnumSet.of(Kind.SLOW_FLOW, Kind.NO_FLOW, Kind.OUTFLOW_OBSTRUCTION);

    /** Kinds that stand for another that is more exact; a denial of the exact ones denies them. */
    private static final Set<Kind> GENERIC = EnumSet.of(Kind.STRUCTURAL, Kind.VALVE_ABNORMAL);

    /** What a valve that is called normal is not. */
    private static final Set<Kind> VALVE = EnumSet.of(
            Kind.VALVE_FUSED,
            Kind.VALVE_THICKENED,
            Kind.VALVE_REVERSED,
            Kind.VALVE_ECTOPIC,
            Kind.VALVE_IMMOBILE,
            Kind.FUNNEL);

    private enum When {
        ALWAYS,
        STASIS,
        FLOW,
        NO_WORD,
        NO_WORD_JUGULAR
    }

    private static final Map<Kind, When> NARROWING = load("N");
    private static final Map<Kind, When> OBSTRUCTION = load("O");
    private static final Map<Kind, When> FLOW = load("F");

    private Axes() {}

    static Sign obstruction(Set<Kind> present, Set<Kind> absent) {
        return sign(OBSTRUCTION, present, absent);
    }

    static Sign flow(Set<Kind> present, Set<Kind> absent) {
        return sign(FLOW, present, absent);
    }

    /** The kinds that are present and make the axis so. */
    static Set<Kind> obstructing(Set<Kind> present) {
        return counting(OBSTRUCTION, present);
    }

    static Set<Kind> flowing(Set<Kind> present) {
        return counting(FLOW, present);
    }

    /** Whether a kind says by itself that the lumen is narrow. */
    static boolean narrows(Kind kind) {
        return NARROWING.get(kind) == When.ALWAYS;
    }

    /** Whether the kinds say so where the reader gave no word. */
    static boolean narrowsWithoutWord(Set<Kind> present, boolean jugular) {
        return present.stream()
                .map(NARROWING::get)
                .anyMatch(when -> when == When.NO_WORD || jugular && when == When.NO_WORD_JUGULAR);
    }

    private static Sign sign(Map<Kind, When> axis, Set<Kind> present, Set<Kind> absent) {
        if (!counting(axis, present).isEmpty()) {
            return Sign.PRESENT;
        }
        Set<Kind> valve = present.contains(Kind.VALVE_NORMAL) ? VALVE : Set.of();
        boolean denied = present.contains(Kind.NORMAL)
                || axis.entrySet().stream()
                        .filter(entry -> entry.getValue() == When.ALWAYS && !GENERIC.contains(entry.getKey()))
                        .allMatch(entry -> absent.contains(entry.getKey()) || valve.contains(entry.getKey()));
        return denied ? Sign.ABSENT : Sign.NOT_STATED;
    }

    private static Set<Kind> counting(Map<Kind, When> axis, Set<Kind> present) {
        boolean stasis = present.stream().anyMatch(STASIS::contains);
        boolean flow = stasis || present.contains(Kind.REFLUX);
        return present.stream()
                .filter(axis::containsKey)
                .filter(kind -> switch (axis.get(kind)) {
                    case ALWAYS -> true;
                    case STASIS -> stasis;
                    case FLOW -> flow;
                    case NO_WORD, NO_WORD_JUGULAR -> false;
                })
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    }

    /** A text that changes when what counts does. */
    static String fingerprint() {
        return List.of(NARROWING, OBSTRUCTION, FLOW).toString();
    }

    private static Map<Kind, When> load(String axis) {
        Map<Kind, When> counting = new EnumMap<>(Kind.class);
        for (String[] row : VocabularyFile.rows("axes.csv")) {
            if (row[1].equals(axis)) {
                Kind kind = Kind.of(row[0])
                        .orElseThrow(() -> new IllegalStateException("axes.csv names the unknown kind " + row[0]));
                counting.put(kind, When.valueOf(row[2].replace('-', '_').toUpperCase(Locale.ROOT)));
            }
        }
        return counting;
    }
}
