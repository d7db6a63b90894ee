package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.confluens.sr.SrDocument;
import org.confluens.sr.Tid1500Rules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports in which everything is answered keep what highdicom, dcmqi and OHIF expect of measurement reports. */
class ReaderRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mr-venography",
                "ct-venography",
                "duplex-ultrasound",
                "catheter-venography",
                "ivus",
                "venoplasty",
                "follow-up"
            })
    void fullReportsKeepTheRulesOfTheirReaders(String id) {
        Template template = Catalogues.template(id);
        SrDocument document = DocumentBinding.toDocument(
                template,
                FullForms.of(template),
                Samples.context(Samples.mrHeader()).build());

        assertThat(Tid1500Rules.check(document)).isEmpty();
    }
}
