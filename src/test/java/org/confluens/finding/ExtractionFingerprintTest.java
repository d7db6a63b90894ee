package org.confluens.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.confluens.sr.Code;
import org.confluens.template.TemplateCatalogue;
import org.junit.jupiter.api.Test;

/** Findings are kept for as long as nothing that they depend on changes. */
class ExtractionFingerprintTest {

    @Test
    void staysTheSameWhileNothingChanges() throws Exception {
        TemplateCatalogue one = TemplateCatalogue.load();
        TemplateCatalogue other = TemplateCatalogue.load();

        assertThat(new FindingExtractor(one.anatomy(), one.vocabulary()).fingerprint())
                .isEqualTo(new FindingExtractor(other.anatomy(), other.vocabulary()).fingerprint());
    }

    @Test
    void changesWithTheVocabulary() throws Exception {
        TemplateCatalogue catalogue = TemplateCatalogue.load();
        FindingVocabulary another = catalogue.vocabulary().toBuilder()
                .kind(Kind.STENOSIS, new Code("XYZ", "99TEST", "narrow"))
                .build();

        assertThat(new FindingExtractor(catalogue.anatomy(), another).fingerprint())
                .isNotEqualTo(new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary()).fingerprint());
    }

    @Test
    void changesWithTheAnatomy() throws Exception {
        TemplateCatalogue catalogue = TemplateCatalogue.load();
        List<Segment> segments = new ArrayList<>(catalogue.anatomy().segments());
        Segment first = segments.get(0);
        segments.set(
                0,
                new Segment(
                        first.id(),
                        first.site(),
                        first.laterality(),
                        first.level(),
                        Set.of(Examination.IVUS),
                        first.oftenPhysiological()));

        assertThat(new FindingExtractor(new Anatomy(segments), catalogue.vocabulary()).fingerprint())
                .isNotEqualTo(new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary()).fingerprint());
    }
}
