package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a department expects each template to record, item by item, so that none is lost by a change of its file. */
class ClinicalContentTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "catheter-venography, position, ''",
        "catheter-venography, rate, ml/s",
        "catheter-venography, volume, ml",
        "catheter-venography, dilution, %",
        "catheter-venography, frame-rate, {frame}/s",
        "catheter-venography, gradient, mm[Hg]",
        "catheter-venography, stenosis-percent, %",
        "catheter-venography, stenosis-length, mm",
        "mr-venography, stenosis-percent, %",
        "mr-venography, stenosis-length, mm",
        "ct-venography, stenosis-percent, %",
        "ct-venography, stenosis-length, mm",
        "duplex-ultrasound, criteria-met, 1",
        "duplex-ultrasound, criteria-result, ''",
        "ivus, area-rest, mm2",
        "ivus, area-inspiration, mm2",
        "ivus, distensibility, ''",
        "ivus, valve-motion, ''",
        "venoplasty, balloon-diameter, mm",
        "venoplasty, balloon-length, cm",
        "venoplasty, pressure, atm",
        "venoplasty, time, s",
        "venoplasty, stent-diameter, mm",
        "venoplasty, stent-length, mm",
        "venoplasty, complications, ''",
        "venoplasty, drug, ''",
        "venoplasty, discharge, h",
        "follow-up, edss, 1",
        "follow-up, patency, ''",
        "follow-up, restenosis-month, mo",
        "follow-up, csa-supine, cm2",
        "follow-up, reflux-duration, s",
        "follow-up, clinical-change, ''",
        "follow-up, relapses, 1"
    })
    void recordsTheItemInItsUnit(String template, String item, String unit) {
        Item found = item(template, item);

        assertThat(found.range().map(range -> range.unit().value()).orElse("")).isEqualTo(unit);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "venoplasty, device, SCT:371794009 99CCSVI:DEV_VALVULOTOME SCT:65818007 99CCSVI:DEV_HP_BALLOON",
        "ivus, distensibility, 99CCSVI:F_FIXED 99CCSVI:F_COLLAPSED SCT:373068000",
        "ivus, findings, 99CCSVI:F_DUPLICATION 99CCSVI:F_DUPL_INC",
        "ivus, valve-motion, 99CCSVI:VM_FREE 99CCSVI:VM_RESTRICTED 99CCSVI:VM_FIXED",
        "catheter-venography, cause, 99CCSVI:CAUSE_STYLOID 99CCSVI:CAUSE_C1 99CCSVI:CAUSE_CAROTID 99CCSVI:CAUSE_MUSCLE",
        "catheter-venography, valve, 99CCSVI:F_V_FUSED 99CCSVI:F_V_THICK 99CCSVI:F_V_REVERSED 99CCSVI:F_V_ECTOPIC 99CCSVI:F_V_IMMOB",
        "duplex-ultrasound, valve, 99CCSVI:F_V_FUSED 99CCSVI:F_V_THICK 99CCSVI:F_V_REVERSED 99CCSVI:F_V_ECTOPIC 99CCSVI:F_V_IMMOB"
    })
    void offersTheAnswers(String template, String item, String codes) {
        assertThat(codes(item(template, item))).containsAll(List.of(codes.split(" ")));
    }

    /** Occlusion, thrombosis, atresia, hypoplasia, duplication, web, septum, kink, reflux. */
    @ParameterizedTest
    @ValueSource(strings = {"mr-venography", "ct-venography", "catheter-venography"})
    void offersEveryKindOfFinding(String template) {
        assertThat(codes(item(template, "findings")))
                .contains(
                        "SCT:26036001",
                        "SCT:396339007",
                        "99CCSVI:F_ATRESIA",
                        "SCT:55199003",
                        "99CCSVI:F_DUPLICATION",
                        "99CCSVI:F_WEB",
                        "99CCSVI:F_SEPTUM",
                        "99CCSVI:F_KINK",
                        "SCT:312004007");
    }

    /** Which vessels, how many, how large. */
    @ParameterizedTest
    @ValueSource(strings = {"mr-venography", "ct-venography", "catheter-venography"})
    void recordsThePatternOfCollaterals(String template) {
        assertThat(item(template, "collateral-vein").values()).isPresent();
        assertThat(item(template, "collateral-count").range()).isPresent();
        assertThat(item(template, "collateral-diameter")
                        .range()
                        .orElseThrow()
                        .unit()
                        .value())
                .isEqualTo("mm");
    }

    @Test
    void recordsAtLeastTwoInjectionsOfEachRun() {
        assertThat(groups(Catalogues.template("catheter-venography"), "injections"))
                .singleElement()
                .satisfies(injections ->
                        assertThat(injections.cardinality().maximum()).isGreaterThanOrEqualTo(2));
    }

    @Test
    void asksForFiveCriteriaAndCallsTwoOfThemEnough() {
        Template duplex = Catalogues.template("duplex-ultrasound");

        assertThat(duplex.items().filter(item -> item.hasRole(ItemRole.CRITERION)))
                .hasSize(5);
        Computation rule =
                item("duplex-ultrasound", "criteria-result").computation().orElseThrow();
        assertThat(rule.function().name().toLowerCase(Locale.ROOT)).isEqualTo("two_of_five");
        assertThat(rule.atLeast()).isEqualTo(2);
    }

    @Test
    void asksForTheDisabilityInHalfStepsAndItsEightSystems() {
        NumberRange edss = item("follow-up", "edss").range().orElseThrow();

        assertThat(edss.step().orElseThrow()).isEqualByComparingTo("0.5");
        assertThat(edss.maximum().orElseThrow()).isEqualByComparingTo("10");
        assertThat(Catalogues.template("follow-up")
                        .items()
                        .filter(item -> item.id().startsWith("fs-")))
                .hasSize(8);
    }

    /** Every vein segment of the anatomy has a row in each template that reads segments. */
    @Test
    void offersEverySegmentOfTheAnatomy() {
        Set<String> all = Catalogues.packaged().anatomy().segments().stream()
                .map(segment -> segment.id())
                .collect(Collectors.toSet());
        assertThat(all).hasSizeGreaterThan(20);
        for (Template template : Catalogues.packaged().templates()) {
            assertThat(template.veins().anatomy().segments())
                    .as(template.id())
                    .extracting(segment -> segment.id())
                    .containsExactlyInAnyOrderElementsOf(all);
            assertThat(template.segments()).as(template.id()).isPresent();
        }
    }

    private static Item item(String template, String id) {
        return Catalogues.template(template)
                .items()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(template + " does not record " + id));
    }

    private static Set<String> codes(Item item) {
        return item.values().orElseThrow().codes().stream()
                .map(CodeBook::reference)
                .collect(Collectors.toSet());
    }

    private static List<Group> groups(Template template, String id) {
        return template.sections().stream()
                .flatMap(section -> section.group().children().stream())
                .filter(Group.class::isInstance)
                .map(Group.class::cast)
                .filter(group -> group.id().equals(id))
                .toList();
    }
}
