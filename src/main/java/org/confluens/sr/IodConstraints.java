package org.confluens.sr;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The relationship content constraints of an SR IOD (PS3.3 A.35): which value type may stand below which in which
 * relationship, by value and by reference. The tables are data.
 */
public final class IodConstraints {

    private static final Map<String, IodConstraints> BY_SOP_CLASS = load();

    private final Map<ValueType, Map<RelationshipType, Set<ValueType>>> byValue = new EnumMap<>(ValueType.class);
    private final Map<ValueType, Map<RelationshipType, Set<ValueType>>> byReference = new EnumMap<>(ValueType.class);

    private IodConstraints() {}

    /** The constraints of a SOP class, or empty where none are known: then every relationship is let pass. */
    public static Optional<IodConstraints> of(String sopClassUid) {
        return Optional.ofNullable(BY_SOP_CLASS.get(sopClassUid));
    }

    /** True when the target may stand below the source. */
    public boolean allowsByValue(ValueType source, RelationshipType relationship, ValueType target) {
        return allows(byValue, source, relationship, target);
    }

    /** True when the source may refer to the target. */
    public boolean allowsByReference(ValueType source, RelationshipType relationship, ValueType target) {
        return allows(byReference, source, relationship, target);
    }

    /** True when the IOD has relationships by reference at all. */
    public boolean allowsReferences() {
        return !byReference.isEmpty();
    }

    private static boolean allows(
            Map<ValueType, Map<RelationshipType, Set<ValueType>>> table,
            ValueType source,
            RelationshipType relationship,
            ValueType target) {
        return table.getOrDefault(source, Map.of())
                .getOrDefault(relationship, Set.of())
                .contains(target);
    }

    private static Map<String, IodConstraints> load() {
        Map<String, IodConstraints> all = new HashMap<>();
        for (List<String> row : TextTable.rows("relationships.txt")) {
            all.computeIfAbsent(row.get(0), uid -> new IodConstraints()).add(row);
        }
        return Map.copyOf(all);
    }

    private void add(List<String> row) {
        RelationshipType relationship = RelationshipType.of(row.get(2)).orElseThrow();
        Set<ValueType> targets = types(row.get(3));
        boolean both = row.get(4).equals("both");
        for (ValueType source : types(row.get(1))) {
            put(byValue, source, relationship, targets);
            if (both) {
                put(byReference, source, relationship, targets);
            }
        }
    }

    private static void put(
            Map<ValueType, Map<RelationshipType, Set<ValueType>>> table,
            ValueType source,
            RelationshipType relationship,
            Set<ValueType> targets) {
        table.computeIfAbsent(source, type -> new EnumMap<>(RelationshipType.class))
                .computeIfAbsent(relationship, type -> EnumSet.noneOf(ValueType.class))
                .addAll(targets);
    }

    private static Set<ValueType> types(String words) {
        if (words.equals("any")) {
            return EnumSet.allOf(ValueType.class);
        }
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        for (String word : words.split("\\s+")) {
            types.add(ValueType.valueOf(word));
        }
        return types;
    }
}
