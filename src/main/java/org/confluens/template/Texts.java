package org.confluens.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Labels and help in other languages, looked up by the English text; what is not translated stays English. */
public final class Texts {
    private final Map<String, Map<String, String>> byLanguage;
    private final Map<String, String> names;

    Texts(Map<String, Map<String, String>> byLanguage, Map<String, String> names) {
        this.byLanguage = new LinkedHashMap<>(byLanguage);
        this.names = new LinkedHashMap<>(names);
    }

    /** The languages on offer, English first. */
    public List<Locale> languages() {
        List<Locale> languages = new ArrayList<>();
        languages.add(Locale.ENGLISH);
        byLanguage.keySet().forEach(code -> languages.add(Locale.forLanguageTag(code)));
        return languages;
    }

    /** What a language calls itself. */
    public String name(Locale language) {
        return names.getOrDefault(language.toLanguageTag(), language.getDisplayLanguage(language));
    }

    /** The text in a language: that of the country, else of the language, else English. */
    public String text(String english, Locale language) {
        return find(english, language.toLanguageTag())
                .or(() -> find(english, language.getLanguage()))
                .orElse(english);
    }

    public Optional<String> text(Optional<String> english, Locale language) {
        return english.map(e -> text(e, language));
    }

    private Optional<String> find(String english, String code) {
        return Optional.ofNullable(byLanguage.getOrDefault(code, Map.of()).get(english));
    }

    /** Which of these English texts a language lacks. */
    public Set<String> missing(Set<String> english, Locale language) {
        Set<String> missing = new TreeSet<>(english);
        missing.removeAll(
                byLanguage.getOrDefault(language.toLanguageTag(), Map.of()).keySet());
        return missing;
    }

    /** Which translations of a language nothing asks for any more. */
    public Set<String> unused(Set<String> english, Locale language) {
        Set<String> unused = new TreeSet<>(
                byLanguage.getOrDefault(language.toLanguageTag(), Map.of()).keySet());
        unused.removeAll(english);
        return unused;
    }
}
