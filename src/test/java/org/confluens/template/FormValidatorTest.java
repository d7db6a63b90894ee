package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.confluens.sr.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static Value number(String text) {
        return new Value.NumberValue(new BigDecimal(text));
    }

    @ParameterizedTest
    @CsvSource({"1e-300, too-long", "1e300, out-of-range", "0.12345678901234567, too-long", "1E+1, ", "30.000, "})
    void takesNumbersInAnyNotationButNoneThatADocumentCannotHold(String text, String rule) {
        List<String> rules = rulesOf("segments/IJV-L-J1/minimum-diameter", number(text));
        assertThat(rules).contains(rule == null ? new String[0] : new String[] {rule});
        assertThat(rules.isEmpty()).isEqualTo(rule == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e401"})
    void noValueIsMadeOfANumberThatWouldFillTheMemory(String text) {
        assertThatThrownBy(() -> number(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Value.NumberValue.isPlain(new BigDecimal(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u001Bb", "a\u007Fb", "a\u0085b", "\uD83D alone", "a\uFFFFb"})
    void refusesCharactersThatNoDocumentTakes(String text) {
        assertThat(rulesOf("history/history-text", Value.of(text))).containsExactly("control-character");
    }

    @Test
    void takesTextOfAnyScriptWithLineEnds() {
        assertThat(rulesOf("history/history-text", Value.of("Zeile 1\r\n\t日本語 עברית 🙂")))
                .isEmpty();
        assertThat(rulesOf("history/history-text", Value.of("x".repeat(10_001))))
                .containsExactly("too-long");
    }

    @ParameterizedTest
    @CsvSource({"20261340, not-a-date", "yesterday, not-a-date", "2026-03-01, not-a-date", "2026, ", "202602, "})
    void refusesADateThatThereIsNot(String text, String rule) {
        assertThat(rulesOf("history/prior-treatments[1]/treatment-date", new Value.DateTimeValue(text)))
                .isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void refusesAYearThatNoDateCanHold() {
        Template catheter = Catalogues.template("catheter-venography");
        FormValues form = FormValues.builder()
                .put("segments-to-confirm[1]/seen-on", new Value.DateValue(LocalDate.of(12026, 1, 1)))
                .build();
        assertThat(rules(catheter, form, Stage.SAVE)).containsExactly("out-of-range");
    }

    @Test
    void anExtensibleSetTakesOtherCodesIfTheyAreCodes() {
        String path = "technique/contrast-agent";
        assertThat(rulesOf(path, Value.of(new Code("A1", "99DEPT", "New agent"))))
                .isEmpty();
        assertThat(rulesOf(path, Value.of(new Code("A1", "", "New agent")))).containsExactly("not-a-code");
        assertThat(rulesOf(path, Value.of(new Code("12345678901234567", "99DEPT", "New agent"))))
                .containsExactly("not-a-code");
        assertThat(rulesOf(path, Value.of(new Code("A1", "99DEPT", "New\\agent"))))
                .containsExactly("not-a-code");
        assertThat(rulesOf(path, Value.of(new Code("A1", "99DEPT", "x".repeat(65)))))
                .containsExactly("not-a-code");
    }

    @Test
    void refusesAReferenceThatIsNone() {
        String path = "segments/IJV-L-J1/key-images";
        ObjectReference right = new ObjectReference("1.2.3", "1.2.4", "1.2.840.10008.5.1.4.1.1.4", "1.2.5");
        assertThat(rulesOf(path, new Value.InstanceValue(right, List.of(1, 2)))).isEmpty();
        assertThat(rulesOf(path, new Value.InstanceValue(right, List.of(0)))).containsExactly("out-of-range");
        ObjectReference noClass = new ObjectReference("1.2.3", "1.2.4", "", "1.2.5");
        assertThat(rulesOf(path, new Value.InstanceValue(noClass))).containsExactly("not-a-uid");
        ObjectReference oddStudy = new ObjectReference("1.2.x", "1.2.4", "1.2.840.10008.5.1.4.1.1.4", "1.2.5");
        assertThat(rulesOf(path, new Value.InstanceValue(oddStudy))).containsExactly("not-a-uid");
    }

    @Test
    void aFindingIsNotThereAndExcludedAtOnce() {
        Value occlusion = Value.of(new Code("26036001", "SCT", "occlusion"));
        FormValues form = FormValues.builder()
                .put("segments/IJV-L-J1/findings", occlusion)
                .put("segments/IJV-L-J1/excluded-findings", occlusion)
                .put("segments/IJV-R-J1/uncertain-findings", occlusion)
                .build();
        assertThat(rules(mr, form, Stage.SAVE)).isEmpty();
        assertThat(FormValidator.validate(mr, form, Stage.COMPLETE).stream()
                        .filter(p -> p.rule().equals("contradiction")))
                .singleElement()
                .satisfies(p -> assertThat(p.path()).isEqualTo("segments/IJV-L-J1/excluded-findings"));
    }

    @Test
    void theHeadTurnsByADegreeFrom0To90() {
        Template duplex = Catalogues.template("duplex-ultrasound");
        String path = "technique/head-rotation";
        assertThat(rules(duplex, FormValues.builder().put(path, Value.of(90)).build(), Stage.SAVE))
                .isEmpty();
        assertThat(rules(duplex, FormValues.builder().put(path, Value.of(91)).build(), Stage.SAVE))
                .containsExactly("out-of-range");
    }

    @Test
    void aNumberOfAMillionDigitsIsNotLookedAt() {
        assertThat(Value.NumberValue.parse("1.5E1")).isEqualTo(Value.of(15));
        assertThatThrownBy(() -> Value.NumberValue.parse("9".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("400 characters");
    }
}
