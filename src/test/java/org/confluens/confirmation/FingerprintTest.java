package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.confluens.config.Settings;
import org.confluens.finding.FindingExtractor;
import org.confluens.template.TemplateCatalogue;
import org.junit.jupiter.api.Test;

/** Patients are compared again when anything changed that the comparison depends on. */
class FingerprintTest {

    private static VeinMap readingBy(String fingerprint) {
        return new VeinMap() {
            @Override
            String readingFingerprint() {
                return fingerprint;
            }
        };
    }

    @Test
    void changesWithTheWayDocumentsAreRead() throws Exception {
        Settings settings = Settings.of(Map.of());

        assertThat(new Fingerprint(settings, readingBy("one release")).now())
                .isEqualTo(new Fingerprint(settings, readingBy("one release")).now())
                .isNotEqualTo(new Fingerprint(settings, readingBy("another release")).now());
    }

    @Test
    void countsTheCodeThatReadsDocumentsAmongIt() throws Exception {
        TemplateCatalogue catalogue = TemplateCatalogue.load();

        assertThat(new VeinMap(instance(catalogue)).readingFingerprint())
                .isEqualTo(new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary()).fingerprint());
    }

    @SuppressWarnings("unchecked")
    private static Instance<TemplateCatalogue> instance(TemplateCatalogue catalogue) {
        return (Instance<TemplateCatalogue>) Proxy.newProxyInstance(
                FingerprintTest.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> catalogue);
    }
}
