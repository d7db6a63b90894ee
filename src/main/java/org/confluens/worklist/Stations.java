package org.confluens.worklist;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which station does what: the stations of a step whose order names none, by modality, and the groups of stations that
 * stand for each other.
 */
public record Stations(Map<String, List<String>> byModality, List<Set<String>> groups) {

    private static final String ANY_MODALITY = "*";

    public Stations {
        byModality = Map.copyOf(byModality);
        groups = List.copyOf(groups);
    }

    /**
     * Reads both settings.
     *
     * @param byModality entries {@code XA=ANGIO1+ANGIO2} separated by commas, {@code *} for every other modality
     * @param groups groups {@code ANGIO1+ANGIO2} separated by commas
     */
    public static Stations parse(String byModality, String groups) {
        Map<String, List<String>> stations = new LinkedHashMap<>();
        for (String entry : entries(byModality)) {
            String[] sides = entry.split("=", 2);
            if (sides.length == 2) {
                stations.put(sides[0].strip(), titles(sides[1]));
            }
        }
        return new Stations(
                stations,
                entries(groups).stream().map(g -> Set.copyOf(titles(g))).toList());
    }

    /** The stations for a step of that modality; empty when none is configured. */
    public List<String> ofModality(String modality) {
        return byModality.getOrDefault(modality, byModality.getOrDefault(ANY_MODALITY, List.of()));
    }

    /** The station itself and all that it stands for. */
    public Set<String> groupOf(String station) {
        Set<String> all = new HashSet<>(Set.of(station));
        groups.stream().filter(group -> group.contains(station)).forEach(all::addAll);
        return all;
    }

    private static List<String> entries(String setting) {
        return Arrays.stream(setting.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static List<String> titles(String joined) {
        return Arrays.stream(joined.split("\\+"))
                .map(String::strip)
                .filter(title -> !title.isEmpty())
                .distinct()
                .toList();
    }
}
