package org.confluens.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.finding.Reports.ABSENT;
import static org.confluens.finding.Reports.FINDING;
import static org.confluens.finding.Reports.PRESENT;
import static org.confluens.finding.Reports.STENOSIS;
import static org.confluens.finding.Reports.code;
import static org.confluens.finding.Reports.evaluation;
import static org.confluens.finding.Reports.group;
import static org.confluens.finding.Reports.leftLowerJugular;
import static org.confluens.finding.Reports.level;
import static org.confluens.finding.Reports.percent;
import static org.confluens.finding.Reports.report;
import static org.confluens.finding.Reports.section;
import static org.confluens.finding.Reports.side;
import static org.confluens.finding.Reports.site;

import java.util.Arrays;
import java.util.List;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SopReference;
import org.confluens.sr.SrDocument;
import org.confluens.sr.StudyReference;
import org.confluens.sr.TextItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measurement reports as other products write them: coded in part, in other schemes, or saying that nothing is there. */
class ForeignReportsExtractionTest {

    private static final String MRV = "RPT_MRV";

    private final FindingExtractor extractor = new FindingExtractor(Veins.anatomy(), FindingVocabulary.standard());

    @ParameterizedTest
    @ValueSource(strings = {"SNM3", "99SDM", "SRT"})
    void understandsEveryNameOfTheRetiredScheme(String scheme) {
        SrDocument document = report(
                MRV,
                group(
                        CodeItem.of(
                                RelationshipType.HAS_CONCEPT_MOD,
                                code("G-C0E3", scheme),
                                code("T-48170", scheme),
                                modifier(code("G-C171", scheme), code("G-A101", scheme)),
                                modifier(code("G-A1F8", scheme), code("R-4094A", scheme))),
                        evaluation(code("M-3400A", scheme), code("G-A203", scheme))));

        assertThat(only(document).segment().id()).isEqualTo("IJV-L-J1");
        assertThat(only(document).verdict()).isEqualTo(Verdict.STENOSIS);
    }

    @Test
    void findsTheLevelBehindALandmark() {
        CodeItem site = site(
                Veins.JUGULAR,
                side(Veins.LEFT),
                level(code("LVL_CONFLUENS", "99CCSVI")),
                level(code("261089000", "SCT")));

        SegmentFinding finding = only(report(MRV, group(site, evaluation(STENOSIS, PRESENT))));

        assertThat(finding.segment().id()).isEqualTo("IJV-L-J1");
        assertThat(finding.kinds()).contains(Kind.NEAR_CONFLUENS);
    }

    @Test
    void aFindingDeniedByAModifierOfAnyNameIsNotInvented() {
        Code context = code("CONTEXT", "99OTHER");

        assertThat(verdict(evaluation(FINDING, STENOSIS, modifier(context, code("410516002", "SCT")))))
                .isEqualTo(Verdict.NO_STENOSIS);
        assertThat(verdict(evaluation(FINDING, STENOSIS, modifier(context, code("415684004", "SCT")))))
                .isEqualTo(Verdict.INDETERMINATE);
        assertThat(verdict(evaluation(FINDING, STENOSIS, modifier(context, code("OTHER", "99OTHER")))))
                .isEqualTo(Verdict.STENOSIS);
    }

    /** A property that is absent, such as a calcification, does not take the stenosis away. */
    @Test
    void aPropertyThatIsAbsentLeavesTheFinding() {
        CodeItem property = CodeItem.of(RelationshipType.HAS_PROPERTIES, code("CALCIFICATION", "99OTHER"), ABSENT);

        assertThat(verdict(evaluation(FINDING, STENOSIS, property))).isEqualTo(Verdict.STENOSIS);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.5.1.4.1.1.4, MRV",
        "1.2.840.10008.5.1.4.1.1.4.1, MRV",
        "1.2.840.10008.5.1.4.1.1.2, CTV",
        "1.2.840.10008.5.1.4.1.1.12.1, CATHETER"
    })
    void theImagesSayWhatWasExaminedWhereNoCodeDoes(String imageClass, Examination examination) {
        Extraction extraction = extractor.extract(unnamed(imageClass));

        assertThat(extraction.examination()).contains(examination);
        assertThat(extraction.findings()).hasSize(1);
    }

    @Test
    void imagesOfSeveralKindsOrOfUltrasoundSayNothing() {
        assertThat(extractor.extract(unnamed("1.2.840.10008.5.1.4.1.1.6.1")).examination())
                .isEmpty();
        assertThat(extractor
                        .extract(unnamed("1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.2"))
                        .examination())
                .isEmpty();
    }

    @Test
    void whatIsOnlyTextOrAboutAnotherVeinIsNoFinding() {
        ContentItem text =
                TextItem.of(RelationshipType.CONTAINS, FINDING, "Stenosis of the left internal jugular vein");
        ContainerItem elsewhere =
                group(site(code("OTHER_VEIN", "99OTHER"), side(Veins.LEFT)), evaluation(STENOSIS, PRESENT));
        ContainerItem sided = group(site(Veins.JUGULAR), evaluation(STENOSIS, PRESENT), percent("408715008", "80"));

        Extraction extraction = extractor.extract(report(MRV, text, group(text), elsewhere, sided));

        assertThat(extraction.findings()).isEmpty();
        assertThat(extraction.unplaced()).isNotEmpty();
    }

    private static SrDocument unnamed(String... imageClasses) {
        List<StudyReference.Member> images = Arrays.stream(imageClasses)
                .map(sopClass -> new StudyReference.Member(
                        "1.2.3", "1.2.3.4", new SopReference(sopClass, "1.2.3.4." + sopClass.length()), List.of()))
                .toList();
        return SrDocument.builder()
                .evidence(images, List.of())
                .root(ContainerItem.root(
                        code("126000", "DCM"),
                        section("126010", group(leftLowerJugular(), evaluation(STENOSIS, PRESENT)))))
                .build();
    }

    private static CodeItem modifier(Code name, Code value) {
        return CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, name, value);
    }

    private Verdict verdict(ContentItem... said) {
        ContentItem[] all = new ContentItem[said.length + 1];
        all[0] = leftLowerJugular();
        System.arraycopy(said, 0, all, 1, said.length);
        return only(report(MRV, group(all))).verdict();
    }

    private SegmentFinding only(SrDocument document) {
        List<SegmentFinding> findings = extractor.extract(document).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
