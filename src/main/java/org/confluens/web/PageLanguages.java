package org.confluens.web;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The languages of the pages. Each is a file of the folder {@code languages}: its name, and its texts by their English
 * original. What a file lacks stays English.
 */
@ApplicationScoped
public class PageLanguages {

    private static final String FOLDER = "/languages/";
    private static final String SUFFIX = ".json";

    /**
     * A language of the pages.
     *
     * @param code its tag (RFC 5646), which is the name of its file
     * @param name what it calls itself
     * @param texts each text by its English original
     */
    public record Language(String code, String name, JsonObject texts) {

        /** The text in this language. */
        public String text(String english) {
            return texts.getString(english, english);
        }
    }

    private ServletContext application;
    private List<Language> languages;

    protected PageLanguages() {}

    @Inject
    PageLanguages(ServletContext application) {
        this.application = application;
    }

    @PostConstruct
    void load() {
        languages = application.getResourcePaths(FOLDER).stream()
                .filter(path -> path.endsWith(SUFFIX))
                .map(this::read)
                .sorted(Comparator.comparing(
                                (Language language) -> !language.code().equals("en"))
                        .thenComparing(Language::code))
                .toList();
    }

    private Language read(String path) {
        try (InputStream file = application.getResourceAsStream(path);
                var reader = JSON.createReader(file)) {
            JsonObject json = reader.readObject();
            String code = path.substring(FOLDER.length(), path.length() - SUFFIX.length());
            return new Language(code, json.getString("name"), json.getJsonObject("texts"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every language, English first. */
    public List<Language> all() {
        return languages;
    }

    /** The first of these languages that the pages have, else English. */
    public Language of(Stream<Locale> wanted) {
        return wanted.flatMap(locale -> languages.stream()
                        .filter(language -> speaks(language, locale))
                        .limit(1))
                .findFirst()
                .orElseGet(() -> languages.get(0));
    }

    private static boolean speaks(Language language, Locale locale) {
        return language.code().equalsIgnoreCase(locale.toLanguageTag())
                || language.code().equals(locale.getLanguage());
    }
}
