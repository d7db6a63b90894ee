package org.confluens.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** The keys that exist, read from {@code keys.csv}. */
final class ConfigurationTable {

    private static final List<ConfigurationKey> KEYS = read();

    private ConfigurationTable() {}

    static List<ConfigurationKey> keys() {
        return KEYS;
    }

    /** The key whose name is nearest to a name that does not exist, to help with a slip of the pen. */
    static ConfigurationKey nearest(String name) {
        return KEYS.stream()
                .min(Comparator.comparingInt(
                        key -> Math.min(distance(name, key.name()), distance(name, key.environmentName()))))
                .orElseThrow();
    }

    private static List<ConfigurationKey> read() {
        try (InputStream in = ConfigurationTable.class.getResourceAsStream("keys.csv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(ConfigurationKey::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
