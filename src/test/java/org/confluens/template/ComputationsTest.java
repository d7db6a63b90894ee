package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confluens.sr.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputationsTest {
    private static final List<String> CRITERIA =
            List.of("reflux", "reflux-deep", "bmode-stenosis", "no-flow", "postural-control");
    private final Template duplex = Catalogues.template("duplex-ultrasound");

    private FormValues criteria(String states) {
        FormValues.Builder form = FormValues.builder();
        for (int i = 0; i < CRITERIA.size(); i++) {
            Code code = switch (states.charAt(i)) {
                case '+' -> Samples.PRESENT;
                case '-' -> Samples.ABSENT;
                default -> Samples.UNDETERMINED;
            };
            if (states.charAt(i) != '.') {
                form.put("criteria/" + CRITERIA.get(i), Value.of(code));
            }
        }
        return new Computations(duplex).apply(form.build());
    }

    @ParameterizedTest
    @CsvSource({
        "+++++, 5, ZC_POS",
        "++---, 2, ZC_POS",
        "++???, 2, ZC_POS",
        "+----, 1, ZC_NEG",
        "-----, 0, ZC_NEG",
        "+---?, 1, ZC_INDET",
        "---??, 0, ZC_INDET",
        "----?, 0, ZC_NEG",
        "?????, 0, ZC_INDET",
        "+...., 1, ZC_INDET"
    })
    void countsCriteriaAndKeepsTheUndeterminedApart(String states, double count, String result) {
        FormValues form = criteria(states);
        assertThat(form.values("criteria/criteria-met")).containsExactly(Value.of(count));
        assertThat(form.values("criteria/criteria-result")).containsExactly(Value.of(new Code(result, "99CCSVI", "")));
    }

    @Test
    void aBModeAbnormalityIsRecordedAndNotCounted() {
        FormValues form = criteria("-----").toBuilder()
                .put("criteria/bmode-any", Value.of(Samples.PRESENT))
                .build();
        assertThat(new Computations(duplex).apply(form).values("criteria/criteria-met"))
                .containsExactly(Value.of(0));
    }

    @Test
    void saysNothingOfCriteriaThatNobodyAnswered() {
        assertThat(criteria(".....").values("criteria/criteria-result")).isEmpty();
    }

    @Test
    void theChangeOfAreaIsSupineMinusUpright() {
        FormValues form = FormValues.builder()
                .put("segments/IJV-R-J2/assessment", Value.of(Samples.ASSESSED))
                .put("segments/IJV-R-J2/csa-supine", Value.of(0.4))
                .put("segments/IJV-R-J2/csa-upright", Value.of(0.65))
                .build();
        FormValues computed = new Computations(duplex).apply(form);
        assertThat(computed.values("segments/IJV-R-J2/delta-csa")).containsExactly(Value.of(-0.25));
        FormValues.Builder without = computed.toBuilder().remove("segments/IJV-R-J2/csa-upright");
        assertThat(new Computations(duplex).apply(without.build()).values("segments/IJV-R-J2/delta-csa"))
                .isEmpty();
    }

    @Test
    void theGradientIsUpstreamMinusDownstreamOfTheSamePair() {
        Template catheter = Catalogues.template("catheter-venography");
        FormValues form = FormValues.builder()
                .put("technique/pressures-measured", Value.of(new Code("373066001", "SCT", "Yes")))
                .put("pressures[1]/pressure-segment", Value.of("IJV-L-J1"))
                .put("pressures[1]/upstream", Value.of(12))
                .put("pressures[1]/downstream", Value.of(9))
                .put("pressures[2]/pressure-segment", Value.of("IJV-R-J1"))
                .put("pressures[2]/upstream", Value.of(7))
                .put("pressures[2]/downstream", Value.of(8))
                .build();
        FormValues computed = new Computations(catheter).apply(form);
        assertThat(computed.values("pressures[1]/gradient")).containsExactly(Value.of(3));
        assertThat(computed.values("pressures[2]/gradient")).containsExactly(Value.of(-1));
    }
}
