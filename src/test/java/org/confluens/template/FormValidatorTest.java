package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.confluens.sr.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormValidatorTest {
    private final Template mr = Catalogues.template("mr-venography");

    private static List<String> rules(Template template, FormValues form, Stage stage) {
        return FormValidator.validate(template, form, stage).stream()
                .map(FieldProblem::rule)
                .toList();
    }

    private List<String> rulesOf(String path, Value... values) {
        return rules(mr, FormValues.builder().put(path, values).build(), Stage.SAVE);
    }

    @ParameterizedTest
    @CsvSource({
        "segments/IJV-L-J1/stenosis-percent, 101, out-of-range",
        "segments/IJV-L-J1/stenosis-percent, -1, out-of-range",
        "segments/IJV-L-J1/stenosis-percent, 50.5, off-step",
        "history/edss, 3.25, off-step",
        "history/edss, 10.5, out-of-range",
        "segments/IJV-L-J9/stenosis-percent, 50, unknown-field",
        "segments/IJV-L-J1/width, 50, unknown-field",
        "technique[1]/venc, 50, unknown-field",
        "technique, 50, unknown-field",
        "technique/../venc, 50, unknown-field",
        "technique/posture, 50, wrong-type"
    })
    void refusesANumberThatDoesNotFit(String path, double number, String rule) {
        assertThat(rulesOf(path, Value.of(number))).containsExactly(rule);
    }

    @Test
    void takesNumbersOnTheirSteps() {
        assertThat(rulesOf("history/edss", Value.of(3.5))).isEmpty();
        assertThat(rulesOf("segments/IJV-L-J1/stenosis-percent", Value.of(100))).isEmpty();
    }

    @Test
    void refusesACodeOutsideItsValueSetAndSaysWhichAreInside() {
        FormValues form = FormValues.builder()
                .put("segments/IJV-L-J1/stenosis", Value.of(new Code("17621005", "SCT", "Normal")))
                .build();
        assertThat(FormValidator.validate(mr, form, Stage.SAVE)).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("not-in-value-set");
            assertThat(problem.path()).isEqualTo("segments/IJV-L-J1/stenosis");
            assertThat(problem.remedy()).contains("SCT:52101004");
        });
    }

    @Test
    void refusesTooManyTheSameAndEmptyValues() {
        Value supine = Value.of(new Code("40199007", "SCT", "supine"));
        Value sitting = Value.of(new Code("33586001", "SCT", "sitting"));
        assertThat(rulesOf("technique/posture", supine, sitting)).containsExactly("cardinality");
        Value neck = Value.of(new Code("45048000", "SCT", "Neck"));
        assertThat(rulesOf("technique/coverage", neck, neck)).containsExactly("duplicate-value");
        assertThat(rulesOf("impression/impression-text", Value.of("  "))).containsExactly("empty");
        assertThat(rulesOf("impression/impression-text", Value.of("a\u0007b"))).containsExactly("control-character");
        assertThat(rulesOf("impression/impression-text", Value.of("x".repeat(10_001))))
                .containsExactly("too-long");
        assertThat(rulesOf("impression/evidence-statement", Value.of("It works.")))
                .containsExactly("fixed");
    }

    @Test
    void refusesAReferenceToASegmentThatThereIsNot() {
        Template catheter = Catalogues.template("catheter-venography");
        FormValues form =
                FormValues.builder().put("runs[1]/position", Value.of("IJV-X")).build();
        assertThat(rules(catheter, form, Stage.SAVE)).containsExactly("unknown-segment");
    }

    @Test
    void asksForTheExpectedSegmentsOnly() {
        FormValues draft = Prefill.draft(mr, DraftContext.of(List.of(Samples.mrHeader())));
        List<String> missing = FormValidator.validate(mr, draft, Stage.COMPLETE).stream()
                .filter(p -> p.rule().equals("required"))
                .map(FieldProblem::path)
                .toList();
        assertThat(missing)
                .contains("segments/IJV-L-J1/assessment", "segments/SVC/assessment", "impression/impression-text")
                .doesNotContain("segments/AZY-ARCH/assessment", "segments/LCIV/assessment");
    }

    @Test
    void asksForTheStenosisOfASegmentThatWasAssessed() {
        FormValues form = FormValues.builder()
                .put("segments/LRV/assessment", Value.of(Samples.ASSESSED))
                .build();
        assertThat(FormValidator.validate(mr, form, Stage.COMPLETE))
                .extracting(FieldProblem::path)
                .contains("segments/LRV/stenosis");
    }

    @Test
    void refusesAPercentageWhereThereIsNoStenosis() {
        FormValues form = FormValues.builder()
                .put("segments/IJV-L-J1/assessment", Value.of(Samples.ASSESSED))
                .put("segments/IJV-L-J1/stenosis", Value.of(Samples.ABSENT))
                .put("segments/IJV-L-J1/stenosis-percent", Value.of(70))
                .build();
        assertThat(FormValidator.validate(mr, form, Stage.COMPLETE)).anySatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo("not-applicable");
            assertThat(problem.path()).isEqualTo("segments/IJV-L-J1/stenosis-percent");
        });
        assertThat(rules(mr, form, Stage.SAVE)).isEmpty();
    }

    @Test
    void aClinicalProposalThatNobodyLookedAtBlocksCompletion() {
        FormValues form = FormValues.builder()
                .put("impression/impression-text", FieldValue.proposed("software", List.of(Value.of("Proposed."))))
                .build();
        assertThat(rules(mr, form, Stage.COMPLETE)).contains("proposal-not-reviewed");
        FormValues confirmed = form.answered(Map.of("impression/impression-text", List.of(Value.of("Proposed."))));
        assertThat(rules(mr, confirmed, Stage.COMPLETE)).doesNotContain("proposal-not-reviewed");
    }

    @Test
    void treatmentAndIvusNeedASegment() {
        for (String id : List.of("venoplasty", "ivus")) {
            assertThat(FormValidator.validate(Catalogues.template(id), FormValues.empty(), Stage.COMPLETE))
                    .anySatisfy(p -> assertThat(p.path()).isEqualTo("segments"));
        }
    }

    @Test
    void aFixedNarrowingOnIvusNeedsItsDistensibility() {
        Template ivus = Catalogues.template("ivus");
        FormValues form = FormValues.builder()
                .put("segments/IJV-L-J1/assessment", Value.of(Samples.ASSESSED))
                .put("segments/IJV-L-J1/stenosis", Value.of(Samples.PRESENT))
                .build();
        assertThat(FormValidator.validate(ivus, form, Stage.COMPLETE))
                .extracting(FieldProblem::path)
                .contains("segments/IJV-L-J1/distensibility");
    }
}
