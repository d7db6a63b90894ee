package org.confluens.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.sr.Code;

/** Every code that templates may use, with its English label, and the value sets made of them. */
public final class CodeBook {
    private final Map<String, Entry> entries;
    private final Map<String, ValueSet> valueSets;
    private final Map<String, Scheme> schemes;

    /**
     * A code as the templates know it.
     *
     * @param label what people read in English; documents carry the meaning of {@code code}
     * @param means what it says to the software: role ids and {@code kind:…}, see {@link org.confluens.finding}
     */
    public record Entry(Code code, String label, Optional<String> definition, Set<String> means) {
        public Entry {
            means = Set.copyOf(means);
        }
    }

    /** A coding scheme; a private one has a UID to be identified by in documents. */
    public record Scheme(String designator, String name, Optional<String> uid, Optional<String> organization) {}

    CodeBook(Map<String, Entry> entries, Map<String, ValueSet> valueSets, Map<String, Scheme> schemes) {
        this.entries = new LinkedHashMap<>(entries);
        this.valueSets = new LinkedHashMap<>(valueSets);
        this.schemes = new LinkedHashMap<>(schemes);
    }

    /** Finds a code by {@code SCHEME:VALUE}. */
    public Optional<Entry> entry(String reference) {
        return Optional.ofNullable(entries.get(reference));
    }

    public Optional<Entry> entry(Code code) {
        return entry(reference(code));
    }

    public Optional<ValueSet> valueSet(String id) {
        return Optional.ofNullable(valueSets.get(id));
    }

    public Optional<Scheme> scheme(String designator) {
        return Optional.ofNullable(schemes.get(designator));
    }

    public Collection<Entry> entries() {
        return List.copyOf(entries.values());
    }

    public Collection<ValueSet> valueSets() {
        return List.copyOf(valueSets.values());
    }

    /** The English label of a code: ours, or the meaning that it came with. */
    public String label(Code code) {
        return entry(code).map(Entry::label).orElse(code.meaning());
    }

    /** Whether the code says this to the software, for example {@code present}. */
    public boolean means(Code code, String meaning) {
        return entry(code).filter(e -> e.means().contains(meaning)).isPresent();
    }

    /** The code that we write for a meaning such as {@code present}: the first of the file. */
    public Code first(String meaning) {
        return entries.values().stream()
                .filter(e -> e.means().contains(meaning))
                .findFirst()
                .map(Entry::code)
                .orElseThrow(() -> new IllegalStateException("no code means \"" + meaning + "\""));
    }

    public static String reference(Code code) {
        return code.scheme() + ":" + code.value();
    }
}
