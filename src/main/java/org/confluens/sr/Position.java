package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where an item stands in the content tree: the ordinals from the root, which is 1, as Referenced Content Item
 * Identifier (0040,DB73) counts them (PS3.3 C.17.3.2.5).
 */
public record Position(List<Integer> ordinals) implements Comparable<Position> {

    /** The root of the tree. */
    public static final Position ROOT = new Position(List.of(1));

    public Position {
        ordinals = List.copyOf(ordinals);
    }

    /** The position with the given ordinals, the first of which is the root's. */
    public static Position of(int... ordinals) {
        List<Integer> list = new ArrayList<>(ordinals.length);
        for (int ordinal : ordinals) {
            list.add(ordinal);
        }
        return new Position(list);
    }

    /** The position of the n-th child, counted from one. */
    public Position child(int ordinal) {
        List<Integer> longer = new ArrayList<>(ordinals.size() + 1);
        longer.addAll(ordinals);
        longer.add(ordinal);
        return new Position(longer);
    }

    /** True when this is the other position or one of its ancestors. */
    public boolean isSameOrAncestorOf(Position other) {
        return ordinals.size() <= other.ordinals.size() && ordinals.equals(other.ordinals.subList(0, ordinals.size()));
    }

    /** How deep the position lies; the root's depth is one. */
    public int depth() {
        return ordinals.size();
    }

    int[] toIdentifier() {
        return ordinals.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public int compareTo(Position other) {
        int shared = Math.min(ordinals.size(), other.ordinals.size());
        for (int i = 0; i < shared; i++) {
            int order = Integer.compare(ordinals.get(i), other.ordinals.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ordinals.size(), other.ordinals.size());
    }

    @Override
    public String toString() {
        return ordinals.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
