package org.confluens.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One place that configuration comes from, under a name that a person knows.
 *
 * @param name "environment", "system properties" or the file's path
 * @param values what it holds, by its own names
 * @param upperCaseNames whether its names are environment variables
 */
record ConfigurationSource(String name, Map<String, String> values, boolean upperCaseNames) {

    ConfigurationSource {
        values = Map.copyOf(values);
    }

    Optional<String> value(ConfigurationKey key) {
        return Optional.ofNullable(values.get(upperCaseNames ? key.environmentName() : key.name()));
    }

    /** Its names that begin as ours do. */
    Set<String> ownNames() {
        String prefix = upperCaseNames ? "CONFLUENS_" : "confluens.";
        return values.keySet().stream()
                .filter(n -> n.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean names(ConfigurationKey key, String ownName) {
        return ownName.equals(upperCaseNames ? key.environmentName() : key.name());
    }
}
