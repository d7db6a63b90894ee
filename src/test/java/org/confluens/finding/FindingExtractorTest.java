package org.confluens.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.confluens.finding.Reports.ABSENT;
import static org.confluens.finding.Reports.FINDING;
import static org.confluens.finding.Reports.PRESENT;
import static org.confluens.finding.Reports.STENOSIS;
import static org.confluens.finding.Reports.code;
import static org.confluens.finding.Reports.evaluation;
import static org.confluens.finding.Reports.group;
import static org.confluens.finding.Reports.image;
import static org.confluens.finding.Reports.leftLowerJugular;
import static org.confluens.finding.Reports.level;
import static org.confluens.finding.Reports.measurement;
import static org.confluens.finding.Reports.percent;
import static org.confluens.finding.Reports.report;
import static org.confluens.finding.Reports.section;
import static org.confluens.finding.Reports.side;
import static org.confluens.finding.Reports.site;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.finding.Extraction.Reason;
import org.confluens.sr.ByReferenceItem;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ItemHead;
import org.confluens.sr.Measurement;
import org.confluens.sr.NumItem;
import org.confluens.sr.Position;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingExtractorTest {
    private static final String MRV = "RPT_MRV";
    private static final String DIAMETER = "408715008";
    private static final String AREA = "408714007";

    private final FindingExtractor extractor = new FindingExtractor(Veins.anatomy(), FindingVocabulary.standard());

    @Test
    void takesAStenosisFromTheCodesOfItsGroup() {
        SegmentFinding finding = only(report(
                MRV,
                group(
                        "IJV-L-J1",
                        leftLowerJugular(),
                        evaluation(STENOSIS, PRESENT),
                        percent(DIAMETER, "70"),
                        image("1.2.3", 4, 5))));

        assertThat(finding.segment().id()).isEqualTo("IJV-L-J1");
        assertThat(finding.examination()).isEqualTo(Examination.MRV);
        assertThat(finding.verdict()).isEqualTo(Verdict.STENOSIS);
        assertThat(finding.percent()).hasValue(70);
        assertThat(finding.images())
                .containsExactly(new ImageEvidence("1.2.840.10008.5.1.4.1.1.4", "1.2.3", List.of(4, 5)));
    }

    @ParameterizedTest
    @CsvSource({"49.9, NO_STENOSIS", "50, STENOSIS", "100, STENOSIS", "0, NO_STENOSIS"})
    void comparesThePercentageWithTheUsualThreshold(String value, Verdict verdict) {
        assertThat(only(report(MRV, group(leftLowerJugular(), percent(DIAMETER, value))))
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void takesTheThresholdThatTheReportNames() {
        SrDocument document = report(
                MRV,
                group(leftLowerJugular(), percent(DIAMETER, "55")),
                measurement(code("THRESHOLD", "99CCSVI"), "60", Reports.PERCENT));

        assertThat(only(document).verdict()).isEqualTo(Verdict.NO_STENOSIS);
    }

    @Test
    void aWordAndANumberThatContradictEachOtherAreUndeterminedWithThatReason() {
        SegmentFinding below =
                only(report(MRV, group(leftLowerJugular(), evaluation(STENOSIS, PRESENT), percent(DIAMETER, "30"))));
        SegmentFinding above =
                only(report(MRV, group(leftLowerJugular(), evaluation(STENOSIS, ABSENT), percent(DIAMETER, "70"))));

        for (SegmentFinding finding : List.of(below, above)) {
            assertThat(finding.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(finding.lesions()).extracting(Lesion::doubt).containsExactly(Optional.of(Doubt.CONTRADICTION));
        }
    }

    @ParameterizedTest
    @CsvSource({"10", "50", "90"})
    void undeterminedStaysUndeterminedWhateverNumberStandsBesideIt(String number) {
        SegmentFinding finding = only(report(
                MRV,
                group(leftLowerJugular(), evaluation(STENOSIS, code("82334004", "SCT")), percent(DIAMETER, number))));

        assertThat(finding.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(finding.lesions()).extracting(Lesion::doubt).containsExactly(Optional.of(Doubt.READER));
    }

    @Test
    void aReportThatContradictsItselfIsIndeterminate() {
        assertThat(verdict(evaluation(STENOSIS, ABSENT), percent(DIAMETER, "70")))
                .isEqualTo(Verdict.INDETERMINATE);
    }

    @Test
    void aNumberInAnotherUnitIsNotTakenForAPercentage() {
        assertThat(verdict(measurement(code(DIAMETER, "SCT"), "70", code("mm", "UCUM"))))
                .isEqualTo(Verdict.INDETERMINATE);
    }

    @Test
    void understandsAFindingNamedAsValueAsWellAsOneNamedAsConcept() {
        assertThat(verdict(evaluation(FINDING, STENOSIS))).isEqualTo(Verdict.STENOSIS);
        assertThat(verdict(evaluation(code("F_ATRESIA", "99CCSVI"), PRESENT))).isEqualTo(Verdict.STENOSIS);
        assertThat(verdict(evaluation(STENOSIS, ABSENT))).isEqualTo(Verdict.NO_STENOSIS);
        assertThat(verdict(evaluation(STENOSIS, code("82334004", "SCT")))).isEqualTo(Verdict.INDETERMINATE);
    }

    @Test
    void understandsTheRetiredCodesOfOlderProducts() {
        SrDocument document = report(
                MRV,
                group(
                        CodeItem.of(
                                RelationshipType.HAS_CONCEPT_MOD,
                                code("G-C0E3", "SRT"),
                                code("T-48170", "SRT"),
                                CodeItem.of(
                                        RelationshipType.HAS_CONCEPT_MOD, code("G-C171", "SRT"), code("G-A101", "SRT")),
                                CodeItem.of(
                                        RelationshipType.HAS_CONCEPT_MOD,
                                        code("G-A1F8", "SRT"),
                                        code("R-4094A", "SRT"))),
                        evaluation(code("M-3400A", "SRT"), code("G-A203", "SRT"))));

        assertThat(only(document).segment().id()).isEqualTo("IJV-L-J1");
        assertThat(only(document).verdict()).isEqualTo(Verdict.STENOSIS);
    }

    @Test
    void aFindingSaidToBeAbsentByItsModifierIsAbsent() {
        CodeItem absent = CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("121052", "DCM"), ABSENT);

        assertThat(verdict(evaluation(FINDING, STENOSIS, absent))).isEqualTo(Verdict.NO_STENOSIS);
    }

    @Test
    void aSegmentThatWasNotAssessedHasNoVerdictWhateverElseIsSaid() {
        assertThat(verdict(
                        evaluation(code("121050", "DCM"), code("NOT_ASSESSABLE", "99CCSVI")),
                        evaluation(STENOSIS, PRESENT)))
                .isEqualTo(Verdict.NOT_ASSESSABLE);
    }

    @Test
    void silenceIsNoVerdict() {
        assertThat(verdict(evaluation(code("121050", "DCM"), code("ASSESSED", "99CCSVI"))))
                .isEqualTo(Verdict.NOT_ASSESSED);
    }

    @Test
    void ivusTellsFixedFromDistensible() {
        assertThat(only(report("RPT_IVUS", group(leftLowerJugular(), evaluation(FINDING, code("F_FIXED", "99CCSVI")))))
                        .verdict())
                .isEqualTo(Verdict.FIXED);
        assertThat(only(report(
                                "RPT_IVUS",
                                group(leftLowerJugular(), evaluation(FINDING, code("F_COLLAPSED", "99CCSVI")))))
                        .verdict())
                .isEqualTo(Verdict.DISTENSIBLE);
        assertThat(only(report("RPT_IVUS", group(leftLowerJugular(), percent(AREA, "60"), percent(DIAMETER, "40"))))
                        .verdict())
                .isEqualTo(Verdict.STENOSIS);
    }

    @Test
    void aPinpointLumenIsAbnormalInTheJugularAndAnAbsentOneEverywhere() {
        CodeItem pinpoint = evaluation(FINDING, code("CAL_PIN", "99CCSVI"));
        CodeItem absent = evaluation(FINDING, code("CAL_ABSENT", "99CCSVI"));
        CodeItem vertebral = site(Veins.VERTEBRAL, side(Veins.LEFT));

        assertThat(verdict(pinpoint)).isEqualTo(Verdict.STENOSIS);
        assertThat(only(report(MRV, group(vertebral, pinpoint))).verdict()).isEqualTo(Verdict.NO_STENOSIS);
        assertThat(only(report(MRV, group(vertebral, absent))).verdict()).isEqualTo(Verdict.STENOSIS);
    }

    @Test
    void theReadersAnswerStandsAgainstCalibreAndCalculation() {
        CodeItem calculated =
                CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("121401", "DCM"), code("258090004", "SCT"));

        assertThat(verdict(evaluation(STENOSIS, ABSENT), evaluation(FINDING, code("CAL_PIN", "99CCSVI"))))
                .isEqualTo(Verdict.NO_STENOSIS);
        assertThat(verdict(evaluation(STENOSIS, ABSENT), percent(AREA, "60", calculated)))
                .isEqualTo(Verdict.NO_STENOSIS);
        assertThat(verdict(percent(AREA, "60", calculated))).isEqualTo(Verdict.STENOSIS);
    }

    @Test
    void aCollateralNamedInsideAGroupIsNoFindingOfItsOwnSegment() {
        ContainerItem collateral = ContainerItem.of(
                RelationshipType.CONTAINS,
                code("F_COLLAT", "99CCSVI"),
                site(Veins.VERTEBRAL, side(Veins.LEFT)),
                measurement(code("397413000", "SCT"), "4", code("mm", "UCUM")));
        Extraction extraction = extractor.extract(
                report(MRV, group("IJV-L-J1", leftLowerJugular(), evaluation(STENOSIS, ABSENT), collateral)));

        assertThat(extraction.findings()).extracting(f -> f.segment().id()).containsExactly("IJV-L-J1");
        assertThat(extraction.unplaced()).isEmpty();
    }

    @Test
    void ultrasoundJudgesTheSupineAreaAndTheReflux() {
        SegmentFinding finding = only(report(
                "RPT_US",
                group(
                        leftLowerJugular(),
                        measurement(code("CSA_SUPINE", "99CCSVI"), "28", code("mm2", "UCUM")),
                        measurement(code("REFLUX_DUR", "99CCSVI"), "0.9", code("s", "UCUM")))));

        assertThat(finding.verdict()).isEqualTo(Verdict.STENOSIS);
        assertThat(finding.kinds()).contains(Kind.REFLUX);
    }

    @Test
    void eachLesionOfASegmentKeepsItsLevelPercentLengthAndCause() {
        SegmentFinding finding = only(report(
                MRV,
                group(
                        leftLowerJugular(),
                        evaluation(STENOSIS, PRESENT),
                        evaluation(code("106233006", "SCT"), code("LVL_CONFLUENS", "99CCSVI")),
                        evaluation(code("246244004", "SCT"), code("CAUSE_MUSCLE", "99CCSVI")),
                        measurement(code("414599003", "SCT"), "1.2", code("cm", "UCUM")),
                        percent(DIAMETER, "60")),
                group(
                        leftLowerJugular(),
                        evaluation(STENOSIS, PRESENT),
                        evaluation(code("106233006", "SCT"), code("LVL_STRAP", "99CCSVI")),
                        percent(AREA, "80"))));

        assertThat(finding.lesions()).hasSize(2);
        Lesion one = finding.lesions().get(0);
        Lesion other = finding.lesions().get(1);
        assertThat(one.levels()).containsExactly(Kind.NEAR_CONFLUENS);
        assertThat(one.diameterPercent()).hasValue(60);
        assertThat(one.lengthMm()).hasValue(12);
        assertThat(one.causes()).extracting(cause -> cause.value()).containsExactly("CAUSE_MUSCLE");
        assertThat(other.levels()).containsExactly(Kind.AT_STRAP_MUSCLE);
        assertThat(other.areaPercent()).hasValue(80);
        assertThat(one.canBe(other)).isFalse();
    }

    @Test
    void theSameKindsAreAnObstructionAndAbnormalFlowForEveryExamination() {
        for (Examination examination : Examination.values()) {
            for (Kind kind : List.of(Kind.WEB, Kind.VALVE_FUSED, Kind.THROMBUS, Kind.KINK, Kind.TWIST)) {
                assertThat(saying(examination, kind).obstruction())
                        .as("%s %s", examination, kind)
                        .isEqualTo(Sign.PRESENT);
            }
            for (Kind kind : List.of(Kind.COMPRESSION, Kind.HYPOPLASIA, Kind.DUPLICATION)) {
                assertThat(saying(examination, kind).obstruction()).isEqualTo(Sign.NOT_STATED);
                assertThat(saying(examination, kind, Kind.SLOW_FLOW).obstruction())
                        .isEqualTo(Sign.PRESENT);
            }
            assertThat(saying(examination, Kind.COMPRESSION, Kind.REFLUX).obstruction())
                    .isEqualTo(Sign.NOT_STATED);
            assertThat(saying(examination, Kind.REFLUX).flow()).isEqualTo(Sign.PRESENT);
            assertThat(saying(examination, Kind.NORMAL).obstruction()).isEqualTo(Sign.ABSENT);
            assertThat(saying(examination, Kind.VALVE_NORMAL).obstruction()).isEqualTo(Sign.NOT_STATED);
        }
    }

    private static SegmentFinding saying(Examination examination, Kind... kinds) {
        return new SegmentFinding(
                Veins.segment("IJV-L-J1"),
                examination,
                Verdict.NO_STENOSIS,
                Set.of(kinds),
                OptionalDouble.empty(),
                List.of());
    }

    @Test
    void aReportOnPoorImagesSaysSo() {
        SrDocument poor = report(
                MRV,
                group(leftLowerJugular(), evaluation(STENOSIS, ABSENT)),
                evaluation(code("111101", "DCM"), code("122742", "DCM")));

        assertThat(extractor.extract(poor).poorQuality()).isTrue();
    }

    @Test
    void twoLesionsOfOneSegmentAreOneFindingWithTheGraverVerdict() {
        SegmentFinding finding = only(report(
                MRV,
                group("lesion 1", leftLowerJugular(), percent(DIAMETER, "20")),
                group("lesion 2", leftLowerJugular(), percent(DIAMETER, "80"))));

        assertThat(finding.verdict()).isEqualTo(Verdict.STENOSIS);
        assertThat(finding.percent()).hasValue(80);
    }

    @Test
    void aMeasurementWithASiteOfItsOwnSpeaksOfThatSite() {
        CodeItem right = site(Veins.JUGULAR, side(Veins.RIGHT), level(code("SEG_J1", "99CCSVI")));

        Extraction extraction = extractor.extract(
                report(MRV, group(leftLowerJugular(), percent(DIAMETER, "10"), percent(DIAMETER, "90", right))));

        assertThat(extraction.findings())
                .extracting(f -> f.segment().id(), SegmentFinding::verdict)
                .containsExactly(tuple("IJV-L-J1", Verdict.NO_STENOSIS), tuple("IJV-R-J1", Verdict.STENOSIS));
    }

    @Test
    void understandsPrecoordinatedSitesAndGeneralLevels() {
        CodeItem leftJugularInferior = site(code("771194006", "SCT"), level(code("261089000", "SCT")));
        CodeItem arch = site(code("112103", "DCM"));

        assertThat(only(report(MRV, group(leftJugularInferior, evaluation(STENOSIS, PRESENT))))
                        .segment()
                        .id())
                .isEqualTo("IJV-L-J1");
        assertThat(only(report("RPT_CATH", group(arch, evaluation(STENOSIS, PRESENT))))
                        .segment()
                        .id())
                .isEqualTo("AZ-ARCH");
    }

    @Test
    void aLandmarkTellsWhereInTheSegmentTheNarrowingLies() {
        CodeItem atSkullBase = site(Veins.JUGULAR, side(Veins.LEFT), level(code("SEG_J1", "99CCSVI")));
        SegmentFinding finding = only(report(
                MRV,
                group(
                        "IJV-L-J1",
                        atSkullBase,
                        evaluation(code("106233006", "SCT"), code("LVL_SKULLBASE", "99CCSVI")),
                        evaluation(STENOSIS, PRESENT))));

        assertThat(finding.atPhysiologicalSite()).isTrue();
    }

    @Test
    void anOpenVeinWithoutALevelIsOpenInEachSegmentButAStenosisIsNotPlacedByGuess() {
        CodeItem wholeVein = site(Veins.JUGULAR, side(Veins.LEFT));

        Extraction open = extractor.extract(report(MRV, group(wholeVein, evaluation(STENOSIS, ABSENT))));
        Extraction narrow = extractor.extract(report(MRV, group("x", wholeVein, evaluation(STENOSIS, PRESENT))));

        assertThat(open.findings())
                .extracting(SegmentFinding::verdict)
                .containsOnly(Verdict.NO_STENOSIS)
                .hasSize(3);
        assertThat(narrow.findings()).isEmpty();
        assertThat(narrow.unplaced())
                .extracting(Extraction.UnplacedFinding::reason)
                .containsExactly(Reason.LEVEL_MISSING);
    }

    @Test
    void theTrackingIdentifierNeverOverrulesTheCodes() {
        Extraction extraction =
                extractor.extract(report(MRV, group("IJV-R-J1", leftLowerJugular(), evaluation(STENOSIS, PRESENT))));

        assertThat(extraction.findings()).isEmpty();
        assertThat(extraction.unplaced())
                .extracting(Extraction.UnplacedFinding::reason)
                .containsExactly(Reason.SITE_CONTRADICTS_TRACKING_IDENTIFIER);
    }

    @Test
    void sidesAreNotGuessed() {
        Extraction extraction = extractor.extract(report(
                MRV, group(site(Veins.JUGULAR, level(code("SEG_J2", "99CCSVI"))), evaluation(STENOSIS, PRESENT))));

        assertThat(extraction.unplaced())
                .extracting(Extraction.UnplacedFinding::reason)
                .containsExactly(Reason.SIDE_MISSING);
    }

    @Test
    void earlierFindingsAreNotTakenForThisStudys() {
        ContentItem earlier = ContainerItem.of(
                RelationshipType.CONTAINS,
                code("18834-2", "LN"),
                group(leftLowerJugular(), evaluation(STENOSIS, PRESENT)));
        SrDocument document = SrDocument.builder()
                .root(ContainerItem.root(code("25056-3", "LN"), earlier, section("126010")))
                .build();

        assertThat(extractor.extract(document).findings()).isEmpty();
        assertThat(extractor.extract(document).examination()).contains(Examination.MRV);
    }

    @Test
    void evaluationsBesideTheGroupsCountWhenTheyNameTheirSite() {
        SrDocument document =
                report(MRV, evaluation(STENOSIS, PRESENT, leftLowerJugular()), evaluation(STENOSIS, ABSENT));

        assertThat(only(document).verdict()).isEqualTo(Verdict.STENOSIS);
    }

    @Test
    void aDocumentThatDoesNotSayWhatItReportsGivesNothing() {
        Extraction extraction =
                extractor.extract(report("UNHEARD_OF", group(leftLowerJugular(), evaluation(STENOSIS, PRESENT))));

        assertThat(extraction.examination()).isEmpty();
        assertThat(extraction.findings()).isEmpty();
    }

    @Test
    void theStenosisBeforeATreatmentIsACathetersVerdictAndWhatWasLeftIsNot() {
        CodeItem after =
                CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("128954007", "SCT"), code("128960007", "SCT"));
        Extraction before =
                extractor.extract(report("RPT_TX", group("IJV-L-J1", leftLowerJugular(), percent(DIAMETER, "70"))));
        Extraction left = extractor.extract(
                report("RPT_TX", group("IJV-L-J1", leftLowerJugular(), percent(DIAMETER, "70", after))));

        assertThat(before.treated()).extracting(Segment::id).containsExactly("IJV-L-J1");
        assertThat(before.findings())
                .extracting(SegmentFinding::examination, SegmentFinding::verdict)
                .containsExactly(tuple(Examination.CATHETER, Verdict.STENOSIS));
        assertThat(left.treated()).extracting(Segment::id).containsExactly("IJV-L-J1");
        assertThat(left.findings()).isEmpty();
    }

    @Test
    void aSegmentThatWasOnlyOfferedForTreatmentWasNotTreated() {
        Extraction extraction = extractor.extract(report("RPT_TX", group("IJV-L-J1", leftLowerJugular())));

        assertThat(extraction.treated()).isEmpty();
        assertThat(extraction.examination()).contains(Examination.CATHETER);
    }

    @Test
    void countsTheCriteriaOfAnUltrasoundReport() {
        SrDocument document = report("RPT_US", measurement(code("ZC_COUNT", "99CCSVI"), "3", code("1", "UCUM")));

        assertThat(extractor.extract(document).criteriaMet()).hasValue(3);
    }

    private Verdict verdict(ContentItem... items) {
        ContentItem[] all = new ContentItem[items.length + 1];
        all[0] = leftLowerJugular();
        System.arraycopy(items, 0, all, 1, items.length);
        return only(report(MRV, group(all))).verdict();
    }

    private SegmentFinding only(SrDocument document) {
        Extraction extraction = extractor.extract(document);
        assertThat(extraction.unplaced()).isEmpty();
        assertThat(extraction.findings()).hasSize(1);
        return extraction.findings().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "75, %, STENOSIS, 75",
        "0.75, 1, STENOSIS, 75",
        "10, %, NO_STENOSIS, 10",
        "0.1, 1, NO_STENOSIS, 10",
        "100, %, STENOSIS, 100",
        "0, %, NO_STENOSIS, 0"
    })
    void aPercentageCountsInEitherOfItsUnits(String value, String unit, Verdict verdict, double percent) {
        SegmentFinding finding = only(report(MRV, group("IJV-L-J1", leftLowerJugular(), inUnit(value, unit))));

        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.percent()).hasValueCloseTo(percent, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "101, %, OUT_OF_RANGE",
        "-1, %, OUT_OF_RANGE",
        "75, 1, OUT_OF_RANGE",
        "1e400, %, OUT_OF_RANGE",
        "-1e400, 1, OUT_OF_RANGE",
        "75, mm, UNIT_NOT_UNDERSTOOD",
        "0.75, {ratio}, UNIT_NOT_UNDERSTOOD"
    })
    void aNumberThatCannotBeIsNoFindingAndIsNamed(String value, String unit, String why) {
        Extraction extraction =
                extractor.extract(report(MRV, group("IJV-L-J1", leftLowerJugular(), inUnit(value, unit))));

        assertThat(extraction.refusedNumbers()).containsExactly("stenosis-percent: " + why);
        SegmentFinding finding = extraction.findings().get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(finding.lesions()).extracting(Lesion::doubt).containsExactly(Optional.of(Doubt.NUMBER));
    }

    @ParameterizedTest
    @CsvSource({"114000", "114006", "114009", "114010", "114011", "999999"})
    void aNumberThatItsDocumentQualifiesIsNoFinding(String qualifier) {
        for (String value : List.of("10", "75")) {
            NumItem number = percent(DIAMETER, value).withQualifier(code(qualifier, "DCM"));
            SegmentFinding finding = only(report(MRV, group("IJV-L-J1", leftLowerJugular(), number)));

            assertThat(finding.verdict()).as(value).isEqualTo(Verdict.INDETERMINATE);
            assertThat(finding.percent()).as(value).isEmpty();
        }
    }

    /** The reader of documents keeps what the model can't hold in the head of the item. */
    @Test
    void severalValuesInOneNumberAreNoNumber() {
        for (Dataset[] values : List.of(new Dataset[] {value("30\\75")}, new Dataset[] {value("30"), value("75")})) {
            NumItem one = percent(DIAMETER, "30");
            NumItem several = one.withHead(new ItemHead(
                    one.head().relationship(),
                    one.head().concept(),
                    Optional.empty(),
                    Optional.empty(),
                    Dataset.builder()
                            .putItems(Tag.MeasuredValueSequence, values)
                            .build()));
            Extraction extraction = extractor.extract(report(MRV, group("IJV-L-J1", leftLowerJugular(), several)));

            assertThat(extraction.refusedNumbers()).containsExactly("stenosis-percent: NOT_ONE_NUMBER");
            assertThat(extraction.findings().get(0).percent()).isEmpty();
        }
    }

    private static Dataset value(String number) {
        return Dataset.builder().put(Tag.NumericValue, number).build();
    }

    @Test
    void theReadersWordStandsBesideANumberThatDoesNotCount() {
        NumItem failed = percent(DIAMETER, "10").withQualifier(code("114006", "DCM"));

        assertThat(only(report(MRV, group("IJV-L-J1", leftLowerJugular(), evaluation(STENOSIS, PRESENT), failed)))
                        .verdict())
                .isEqualTo(Verdict.STENOSIS);
    }

    @Test
    void contentByReferenceCountsAsWhatItPointsAt() {
        ContentItem library = ContainerItem.of(
                RelationshipType.CONTAINS, code("111028", "DCM"), image("1.2.3"), percent(DIAMETER, "75"));
        ContentItem group = group(
                "IJV-L-J1",
                leftLowerJugular(),
                new ByReferenceItem(ItemHead.of(RelationshipType.INFERRED_FROM), Position.of(1, 2, 1)),
                new ByReferenceItem(ItemHead.of(RelationshipType.CONTAINS), Position.of(1, 2, 2)));
        SrDocument document = SrDocument.builder()
                .root(ContainerItem.root(
                        code("126000", "DCM"),
                        CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("121058", "DCM"), code(MRV, "99CCSVI")),
                        library,
                        section("126010", group)))
                .build();

        assertThat(only(document).images())
                .extracting(ImageEvidence::sopInstanceUid)
                .containsExactly("1.2.3");
        assertThat(only(document).percent()).hasValue(75);
    }

    private static ContentItem inUnit(String value, String unit) {
        Measurement measurement = new Measurement(
                value,
                Optional.of(new Code(unit, "UCUM", unit)),
                OptionalDouble.empty(),
                Optional.empty(),
                Dataset.empty());
        return NumItem.of(RelationshipType.CONTAINS, code(DIAMETER, "SCT"), measurement);
    }
}
