package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrReading;
import org.confluens.sr.SrWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each template that comes with the software, whatever it asks. */
class EveryTemplateTest {

    static Stream<String> ids() {
        return Catalogues.packaged().templates().stream().map(Template::id);
    }

    @Test
    void thereIsATemplateForEveryKindOfReport() {
        assertThat(ids())
                .containsExactlyInAnyOrder(
                        "mr-venography",
                        "ct-venography",
                        "duplex-ultrasound",
                        "catheter-venography",
                        "ivus",
                        "venoplasty",
                        "follow-up");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aFormWithEveryFieldFilledIsComplete(String id) {
        Template template = Catalogues.template(id);
        FormValues form = FullForms.of(template);
        assertThat(form.fields()).hasSizeGreaterThan(20);
        assertThat(FormValidator.validate(template, form, Stage.COMPLETE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyFieldSurvivesTheWayThroughADocument(String id) throws Exception {
        Template template = Catalogues.template(id);
        FormValues form = FullForms.of(template);
        SrDocument document = DocumentBinding.toDocument(
                template, form, Samples.context(Samples.mrHeader()).build());
        Dataset written = SrWriter.write(document);
        SrReading read = SrReader.read(written);
        assertThat(read.problems()).isEmpty();
        assertThat(read.document().root()).isEqualTo(document.root());
        DocumentReading reading = DocumentBinding.read(template, read.document());
        assertThat(reading.unread()).isEmpty();
        assertThat(reading.unclear()).isEmpty();
        assertThat(reading.values().fields().keySet())
                .containsExactlyInAnyOrderElementsOf(FullForms.nonEmpty(form).keySet());
        form.fields()
                .forEach((path, field) -> assertThat(reading.values().values(path))
                        .as(path)
                        .containsExactlyInAnyOrderElementsOf(field.values()));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aDraftHoldsNoFinding(String id) {
        Template template = Catalogues.template(id);
        FormValues draft = Prefill.draft(template, DraftContext.of(List.of(Samples.mrHeader())));
        FormLayout layout = FormLayout.of(template);
        draft.fields().forEach((path, field) -> {
            Item item = layout.field(path).orElseThrow().item();
            assertThat(item.clinical() && !item.isDerived()).as(path).isFalse();
        });
        assertThat(FormValidator.validate(template, draft, Stage.SAVE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void anEmptyDraftIsNotComplete(String id) {
        Template template = Catalogues.template(id);
        FormValues draft = Prefill.draft(template, DraftContext.of(List.of(Samples.mrHeader())));
        assertThat(FormValidator.validate(template, draft, Stage.COMPLETE))
                .extracting(FieldProblem::rule)
                .contains("required");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyReportCarriesTheEvidenceStatement(String id) {
        Template template = Catalogues.template(id);
        assertThat(template.items().filter(i -> i.hasRole(ItemRole.EVIDENCE_STATEMENT)))
                .singleElement()
                .satisfies(item -> assertThat(item.fixedText().orElse("")).contains("disputed"));
    }
}
