package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confluens.sr.SrDocument;
import org.confluens.sr.Tid1500Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource
    void documentsOfEveryTemplateInTheStateKeepTheRulesOfTheirReaders(MatrixDocuments.State state) {
        for (Template template : Catalogues.packaged().templates()) {
            assertThat(Tid1500Rules.check(MatrixDocuments.of(template, state, "DOE^JANE")))
                    .as(template.id())
                    .isEmpty();
        }
    }

    @Test
    void aFollowUpOfNoSegmentKeepsTheRulesAndSaysNothingOfAnySegment() {
        Template followUp = Catalogues.template("follow-up");
        FormValues form = RequiredAnswers.fill(followUp, Prefill.draft(followUp, DraftContext.of(List.of())));

        SrDocument document = DocumentBinding.toDocument(
                followUp, form, Samples.context(Samples.mrHeader()).build());

        assertThat(Tid1500Rules.check(document)).isEmpty();
        assertThat(DocumentBinding.fromDocument(followUp, document).hasAny("segments"))
                .isFalse();
    }
}
