package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Locale;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;
import org.confluens.template.TemplateException;
import org.junit.jupiter.api.Test;

class FormJsonTest {

    @Test
    void tellsAPageAllThatAFormOfTheTemplateNeeds() throws TemplateException {
        TemplateCatalogue catalogue = TemplateCatalogue.load();
        Template template = catalogue.template("mr-venography").orElseThrow();

        JsonObject form = FormJson.of(template, catalogue, Locale.ENGLISH);

        assertThat(form.getString("id")).isEqualTo("mr-venography");
        JsonObject segments = form.getJsonArray("sections").getValuesAs(JsonObject.class).stream()
                .filter(section -> section.getString("section").equals("SEGMENTS"))
                .findFirst()
                .orElseThrow();
        assertThat(segments.getJsonArray("rows").getValuesAs(JsonObject.class))
                .filteredOn(row -> row.getString("segment").equals("IJV-L-J1"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getBoolean("expected")).isTrue();
                    assertThat(row.getBoolean("assessable")).isTrue();
                    assertThat(row.getString("label")).contains("Left internal jugular");
                });
        JsonObject stenosis = segments.getJsonArray("children").getValuesAs(JsonObject.class).stream()
                .filter(item -> item.getString("role", "").equals("stenosis"))
                .findFirst()
                .orElseThrow();
        assertThat(stenosis.getJsonArray("options").getValuesAs(JsonObject.class))
                .anySatisfy(option ->
                        assertThat(option.getJsonArray("means").toString()).contains("absent"));
        assertThat(stenosis.getJsonArray("appliesWhen")).isNotEmpty();
    }

    @Test
    void speaksTheLanguageAskedFor() throws TemplateException {
        TemplateCatalogue catalogue = TemplateCatalogue.load();
        Template template = catalogue.template("mr-venography").orElseThrow();

        for (Locale language : catalogue.texts().languages()) {
            JsonObject form = FormJson.of(template, catalogue, language);
            assertThat(form.getString("language")).isEqualTo(language.toLanguageTag());
            assertThat(form.getString("title")).isEqualTo(catalogue.texts().text(template.title(), language));
        }
    }
}
