package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
    private static final TemplateCatalogue CATALOGUE = Catalogues.packaged();

    @Test
    void offersEnglishFirst() {
        assertThat(CATALOGUE.texts().languages())
                .startsWith(Locale.ENGLISH)
                .contains(Locale.GERMAN, Locale.ITALIAN, Locale.FRENCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "it", "fr"})
    void everyTextIsTranslated(String language) {
        assertThat(CATALOGUE.texts().missing(CATALOGUE.englishTexts(), Locale.forLanguageTag(language)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "it", "fr"})
    void noTranslationIsLeftOver(String language) {
        assertThat(CATALOGUE.texts().unused(CATALOGUE.englishTexts(), Locale.forLanguageTag(language)))
                .isEmpty();
    }

    @Test
    void aRegionFallsBackToItsLanguageAndAnUnknownTextToEnglish() {
        Texts texts = CATALOGUE.texts();
        assertThat(texts.text("Stenosis", Locale.forLanguageTag("de-AT"))).isEqualTo("Stenose");
        assertThat(texts.text("Not in any file", Locale.GERMAN)).isEqualTo("Not in any file");
        assertThat(texts.text("Stenosis", Locale.JAPANESE)).isEqualTo("Stenosis");
    }
}
