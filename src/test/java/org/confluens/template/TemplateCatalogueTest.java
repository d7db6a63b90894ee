package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemplateCatalogueTest {
    private static final TemplateCatalogue CATALOGUE = Catalogues.packaged();

    @Test
    void readsThePackagedTemplates() {
        assertThat(CATALOGUE.template("mr-venography")).isPresent();
        assertThat(CATALOGUE.template("catheter-venography")).isPresent();
    }

    @Test
    void knowsTheSegmentsOfTheAnatomy() {
        assertThat(CATALOGUE.anatomy().segment("IJV-L-J1")).isPresent();
        assertThat(CATALOGUE.anatomy().segments()).hasSizeGreaterThan(45);
    }

    @Test
    void takesTheNewestActiveVersion() {
        Template template = CATALOGUE.template("mr-venography").orElseThrow();
        assertThat(CATALOGUE.template("mr-venography", template.version())).contains(template);
    }
}
