package org.confluens.sr;

import java.util.Locale;
import java.util.ResourceBundle;

/** The words around a rendered document in a language; English where a language is not there. */
record Labels(ResourceBundle words, Locale locale) {

    static Labels in(Locale locale) {
        ResourceBundle words = ResourceBundle.getBundle(
                "org.confluens.sr.labels",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new Labels(words, locale);
    }

    String of(String key) {
        return words.getString(key);
    }

    /** The language that the words are really in. */
    String language() {
        String language = words.getLocale().getLanguage();
        return language.isEmpty() ? Locale.ENGLISH.getLanguage() : language;
    }
}
