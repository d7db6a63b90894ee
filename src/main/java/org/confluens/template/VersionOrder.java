package org.confluens.template;

import java.util.Comparator;

/** Orders versions by their numbers: 1.10 after 1.9. */
final class VersionOrder implements Comparator<String> {
    @Override
    public int compare(String one, String other) {
        String[] left = one.split("\\.");
        String[] right = other.split("\\.");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = Long.compare(part(left, i), part(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static long part(String[] parts, int index) {
        return index < parts.length ? Long.parseLong(parts[index]) : 0;
    }
}
