package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;
import static org.confluens.sr.RelationshipType.HAS_OBS_CONTEXT;
import static org.confluens.sr.RelationshipType.SELECTED_FROM;
import static org.confluens.sr.Samples.FINDING;
import static org.confluens.sr.Samples.LENGTH;
import static org.confluens.sr.Samples.MILLIMETRE;
import static org.confluens.sr.Samples.STENOSIS;
import static org.confluens.sr.SrProblemCode.INVALID_BY_VALUE_RELATIONSHIP;
import static org.confluens.sr.SrProblemCode.INVALID_CODE;
import static org.confluens.sr.SrProblemCode.INVALID_CONCEPT_NAME;
import static org.confluens.sr.SrProblemCode.INVALID_STATE;
import static org.confluens.sr.SrProblemCode.INVALID_TEMPLATE_IDENTIFICATION;
import static org.confluens.sr.SrProblemCode.INVALID_VALUE;
import static org.confluens.sr.SrProblemCode.MANDATORY_ATTRIBUTE_MISSING;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SrWriterTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("badItems")
    void refusesAnItemWith(String what, ContentItem item, SrProblemCode expected) {
        SrDocument document = Samples.draft(ContainerItem.root(Samples.TITLE, item))
                .sopClass(UID.Comprehensive3DSRStorage)
                .build();

        assertThatThrownBy(() -> SrWriter.write(document))
                .isInstanceOfSatisfying(
                        SrException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(SrProblem::code)
                                .containsOnly(expected));
    }

    static Stream<Arguments> badItems() {
        return Stream.of(
                arguments("no text", TextItem.of(CONTAINS, FINDING, ""), MANDATORY_ATTRIBUTE_MISSING),
                arguments("no name", new TextItem(ItemHead.of(CONTAINS), "x", List.of()), INVALID_CONCEPT_NAME),
                arguments("no scheme", CodeItem.of(CONTAINS, FINDING, new Code("1", "", "one")), INVALID_CODE),
                arguments("no meaning", CodeItem.of(CONTAINS, FINDING, new Code("1", "99T", "")), INVALID_CODE),
                arguments(
                        "a long meaning",
                        CodeItem.of(CONTAINS, FINDING, new Code("1", "99T", "x".repeat(65))),
                        INVALID_CODE),
                arguments(
                        "a long value in Code Value",
                        CodeItem.of(
                                CONTAINS,
                                FINDING,
                                new Code(
                                        "x".repeat(17),
                                        "99T",
                                        "x",
                                        Optional.empty(),
                                        Code.Form.SHORT,
                                        Dataset.empty())),
                        INVALID_CODE),
                arguments("two values", CodeItem.of(CONTAINS, FINDING, new Code("1", "99T", "a\\b")), INVALID_CODE),
                arguments("no number", number("twelve"), INVALID_VALUE),
                arguments("a long number", number("12345678901234567"), INVALID_VALUE),
                arguments(
                        "no unit",
                        NumItem.of(
                                CONTAINS,
                                LENGTH,
                                new Measurement(
                                        "1",
                                        Optional.empty(),
                                        OptionalDouble.empty(),
                                        Optional.empty(),
                                        Dataset.empty())),
                        MANDATORY_ATTRIBUTE_MISSING),
                arguments(
                        "a fraction over zero",
                        NumItem.of(
                                CONTAINS,
                                LENGTH,
                                new Measurement(
                                        "1",
                                        Optional.of(MILLIMETRE),
                                        OptionalDouble.empty(),
                                        Optional.of(new Measurement.Rational(1, 0)),
                                        Dataset.empty())),
                        INVALID_VALUE),
                arguments("no such date", DateItem.of(CONTAINS, FINDING, "20260230"), INVALID_VALUE),
                arguments("no such time", TimeItem.of(CONTAINS, FINDING, "2460"), INVALID_VALUE),
                arguments("no such moment", DateTimeItem.of(CONTAINS, FINDING, "2026-01-01"), INVALID_VALUE),
                arguments("no UID", UidRefItem.of(CONTAINS, FINDING, "1..2"), INVALID_VALUE),
                arguments(
                        "an empty name of a person",
                        PersonNameItem.of(CONTAINS, FINDING, PersonName.parse("")),
                        MANDATORY_ATTRIBUTE_MISSING),
                arguments(
                        "half an image",
                        ImageItem.of(CONTAINS, ImageReference.of(UID.MRImageStorage, "")),
                        MANDATORY_ATTRIBUTE_MISSING),
                arguments(
                        "frames and segments",
                        ImageItem.of(
                                CONTAINS,
                                ImageReference.of(UID.SegmentationStorage, "2.25.1")
                                        .withFrames(List.of(1))
                                        .withSegments(List.of(1))),
                        INVALID_VALUE),
                arguments(
                        "frame zero",
                        ImageItem.of(
                                CONTAINS,
                                ImageReference.of(UID.MRImageStorage, "2.25.1").withFrames(List.of(0))),
                        INVALID_VALUE),
                arguments(
                        "an open ellipse", ScoordItem.of(CONTAINS, FINDING, Graphic.of("ELLIPSE", 1.0)), INVALID_VALUE),
                arguments("an unknown shape", ScoordItem.of(CONTAINS, FINDING, Graphic.of("STAR", 1.0)), INVALID_VALUE),
                arguments(
                        "no finite number",
                        ScoordItem.of(CONTAINS, FINDING, Graphic.of("POINT", 1.0, Double.NaN)),
                        INVALID_VALUE),
                arguments(
                        "a point in the plane",
                        Scoord3dItem.of(CONTAINS, FINDING, Graphic3d.of("POINT", "2.25.1", 1.0, 2.0)),
                        INVALID_VALUE),
                arguments(
                        "no frame of reference",
                        Scoord3dItem.of(CONTAINS, FINDING, Graphic3d.of("POINT", "", 1.0, 2.0, 3.0)),
                        MANDATORY_ATTRIBUTE_MISSING),
                arguments(
                        "no time", TcoordItem.of(CONTAINS, FINDING, TemporalExtent.ofOffsets("POINT")), INVALID_VALUE),
                arguments(
                        "an unknown span",
                        TcoordItem.of(CONTAINS, FINDING, TemporalExtent.ofSamples("NOW", 1L)),
                        INVALID_VALUE),
                arguments(
                        "a template of small letters",
                        ContainerItem.of(CONTAINS, FINDING).withTemplate(new TemplateId("mrv", "99CCSVI")),
                        INVALID_TEMPLATE_IDENTIFICATION),
                arguments(
                        "an odd time of observation",
                        TextItem.of(CONTAINS, FINDING, "x").observedAt("yesterday"),
                        INVALID_VALUE),
                arguments(
                        "a relationship that its type does not have",
                        NumItem.of(SELECTED_FROM, LENGTH, Measurement.of(1, MILLIMETRE)),
                        INVALID_BY_VALUE_RELATIONSHIP),
                arguments(
                        "a modifier that is a number",
                        CodeItem.of(
                                CONTAINS,
                                FINDING,
                                STENOSIS,
                                NumItem.of(HAS_CONCEPT_MOD, LENGTH, Measurement.of(1, MILLIMETRE))),
                        INVALID_BY_VALUE_RELATIONSHIP),
                arguments(
                        "a table where the document type has none",
                        TableItem.of(CONTAINS, FINDING, TableItemTest.identity()),
                        INVALID_BY_VALUE_RELATIONSHIP),
                arguments("no relationship", ContainerItem.root(FINDING), MANDATORY_ATTRIBUTE_MISSING));
    }

    @Test
    void namesEveryReasonAndItsPlace() {
        SrDocument document = Samples.draft(ContainerItem.root(
                        Samples.TITLE,
                        ContainerItem.of(CONTAINS, FINDING, TextItem.of(CONTAINS, FINDING, ""), number("x")),
                        TextItem.of(HAS_OBS_CONTEXT, FINDING, "")))
                .build();

        assertThatThrownBy(() -> SrWriter.write(document))
                .isInstanceOfSatisfying(
                        SrException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(problem -> problem.position().toString())
                                .containsExactly("1.1.1", "1.1.2", "1.2"));
    }

    @Test
    void refusesAVerifiedDocumentThatIsNotComplete() {
        DocumentState verified = Samples.verified(PersonName.of("READER", "RITA"));
        DocumentState partial = new DocumentState(
                Optional.of(CompletionFlag.PARTIAL),
                Optional.empty(),
                verified.verification(),
                verified.preliminary(),
                verified.verifyingObservers());

        assertRefused(Samples.draft(Samples.report()).state(partial).build(), INVALID_STATE);
    }

    @Test
    void refusesAnObserverWithoutOrganisation() {
        VerifyingObserver nobody =
                VerifyingObserver.of(PersonName.of("READER", "RITA"), Optional.empty(), "", Samples.MOMENT);
        DocumentState verified = Samples.verified();
        DocumentState state = new DocumentState(
                verified.completion(), Optional.empty(), verified.verification(), Optional.empty(), List.of(nobody));

        assertRefused(Samples.draft(Samples.report()).state(state).build(), MANDATORY_ATTRIBUTE_MISSING);
    }

    @Test
    void refusesADocumentWithoutStudySeriesOrMoment() {
        assertRefused(SrDocument.builder().root(Samples.report()).build(), MANDATORY_ATTRIBUTE_MISSING);
    }

    @Test
    void refusesAnExtensibleReportOfUnnamedEquipment() {
        SrDocument document = Samples.draft(Samples.report())
                .sopClass(UID.ExtensibleSRStorage)
                .equipment(Equipment.confluens("", ""))
                .build();

        assertRefused(document, MANDATORY_ATTRIBUTE_MISSING);
    }

    /** Type 2 attributes go out empty where nothing is known, as many archives insist. */
    @Test
    void writesAttributesOfTypeTwoEvenWithoutValues() throws Exception {
        SrDocument document = Samples.draft(Samples.report())
                .context(Dataset.builder().put(Tag.StudyInstanceUID, "2.25.1").build())
                .state(Samples.verified(PersonName.of("READER", "RITA")))
                .requests(List.of(ReferencedRequest.of("2.25.1", "")))
                .build();

        Dataset written = SrWriter.write(document);

        for (int tag : new int[] {
            Tag.PatientName,
            Tag.PatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.ReferringPhysicianName,
            Tag.StudyID,
            Tag.AccessionNumber,
            Tag.ReferencedPerformedProcedureStepSequence,
            Tag.PerformedProcedureCodeSequence
        }) {
            assertThat(written.contains(tag)).isTrue();
        }
        Dataset observer = written.item(Tag.VerifyingObserverSequence).orElseThrow();
        assertThat(observer.contains(Tag.VerifyingObserverIdentificationCodeSequence))
                .isTrue();
        Dataset request = written.item(Tag.ReferencedRequestSequence).orElseThrow();
        assertThat(request.contains(Tag.AccessionNumber)).isTrue();
        assertThat(request.contains(Tag.RequestedProcedureCodeSequence)).isTrue();
    }

    @Test
    void copiesPatientAndStudyButNotTheImage() throws Exception {
        Dataset image = Samples.study("DOE^JANE").toBuilder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SeriesInstanceUID, Samples.IMAGE_SERIES)
                .put(Tag.SeriesDescription, "TOF")
                .putInt(Tag.Rows, 256)
                .build();

        Dataset written =
                SrWriter.write(Samples.draft(Samples.report()).context(image).build());

        assertThat(written.string(Tag.PatientID)).contains("P1");
        assertThat(written.string(Tag.IssuerOfPatientID)).contains("TEST");
        assertThat(written.string(Tag.Modality)).contains("SR");
        assertThat(written.string(Tag.SeriesDescription)).contains("Reports");
        assertThat(written.contains(Tag.Rows)).isFalse();
        assertThat(written.string(Tag.TimezoneOffsetFromUTC)).contains("+0100");
        assertThat(written.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
    }

    @Test
    void describesThePrivateSchemeWithoutAnInventedUid() throws Exception {
        ContainerItem root = (ContainerItem)
                Samples.report().with(CodeItem.of(CONTAINS, FINDING, new Code("WEB", "99CCSVI", "Web")));

        List<Dataset> schemes =
                SrWriter.write(Samples.draft(root).build()).items(Tag.CodingSchemeIdentificationSequence);

        assertThat(schemes).singleElement().satisfies(scheme -> {
            assertThat(scheme.string(Tag.CodingSchemeDesignator)).contains("99CCSVI");
            assertThat(scheme.string(Tag.CodingSchemeResponsibleOrganization)).contains("Confluens");
            assertThat(scheme.contains(Tag.CodingSchemeUID)).isFalse();
        });
        assertThat(SrWriter.write(Samples.draft(Samples.report()).build())
                        .contains(Tag.CodingSchemeIdentificationSequence))
                .isFalse();
    }

    private static ContentItem number(String value) {
        return NumItem.of(
                CONTAINS,
                LENGTH,
                new Measurement(
                        value, Optional.of(MILLIMETRE), OptionalDouble.empty(), Optional.empty(), Dataset.empty()));
    }

    private static void assertRefused(SrDocument document, SrProblemCode expected) {
        assertThatThrownBy(() -> SrWriter.write(document))
                .isInstanceOfSatisfying(
                        SrException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(SrProblem::code)
                                .containsOnly(expected));
    }
}
