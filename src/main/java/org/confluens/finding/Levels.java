package org.confluens.finding;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which levels within a segment can be the same place under two names: {@code levels.csv}. */
final class Levels {
    private static final Map<Kind, Set<Kind>> SAME = load();

    private Levels() {}

    /** Whether a lesion at any of these levels can be one at any of the others; none given can be any. */
    static boolean canBeOne(Set<Kind> one, Set<Kind> other) {
        return one.isEmpty()
                || other.isEmpty()
                || one.stream()
                        .anyMatch(level -> other.stream()
                                .anyMatch(l -> l == level
                                        || SAME.getOrDefault(level, Set.of()).contains(l)));
    }

    private static Map<Kind, Set<Kind>> load() {
        Map<Kind, Set<Kind>> same = new EnumMap<>(Kind.class);
        for (String[] row : VocabularyFile.rows("levels.csv")) {
            Kind one = Kind.of(row[0]).orElseThrow();
            Kind other = Kind.of(row[1]).orElseThrow();
            same.computeIfAbsent(one, k -> EnumSet.noneOf(Kind.class)).add(other);
            same.computeIfAbsent(other, k -> EnumSet.noneOf(Kind.class)).add(one);
        }
        return same;
    }
}
