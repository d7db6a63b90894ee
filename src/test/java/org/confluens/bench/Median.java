package org.confluens.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Samples by name, and their medians. */
final class Median {

    private final Map<String, List<Double>> samples = new TreeMap<>();

    void add(String name, double sample) {
        samples.computeIfAbsent(name, unused -> new ArrayList<>()).add(sample);
    }

    /** Forgets all samples, such as those of a warm-up. */
    void clear() {
        samples.clear();
    }

    double of(String name) {
        List<Double> sorted = new ArrayList<>(samples.getOrDefault(name, List.of(Double.NaN)));
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double ratio(String name, String reference) {
        return of(name) / of(reference);
    }

    Map<String, Double> all() {
        Map<String, Double> medians = new TreeMap<>();
        samples.keySet().forEach(name -> medians.put(name, of(name)));
        return medians;
    }
}
