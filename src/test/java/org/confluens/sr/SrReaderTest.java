package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.INFERRED_FROM;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SrReaderTest {

    private static final int PRIVATE_CREATOR = 0x00110010;
    private static final int PRIVATE_VALUE = 0x00111001;

    @Test
    void readsAnEmptyDataSet() {
        SrReading reading = SrReader.read(Dataset.empty());

        assertThat(reading.document().root().children()).isEmpty();
        assertThat(codes(reading))
                .contains(
                        SrProblemCode.INVALID_DOCUMENT_TREE,
                        SrProblemCode.EMPTY_DOCUMENT_TREE,
                        SrProblemCode.MANDATORY_ATTRIBUTE_MISSING,
                        SrProblemCode.INVALID_ROOT_CONCEPT_NAME);
        assertRefused(reading);
    }

    @Test
    void keepsAnItemOfAnUnknownValueTypeWithEverythingInIt() throws Exception {
        Dataset hologram = Dataset.builder()
                .put(Tag.RelationshipType, "CONTAINS")
                .put(Tag.ValueType, "HOLOGRAM")
                .put(PRIVATE_CREATOR, VR.LO, "TEST")
                .put(PRIVATE_VALUE, VR.UT, "light")
                .putItems(Tag.ContentSequence, text("below"))
                .build();

        assertKept(hologram, SrProblemCode.UNKNOWN_VALUE_TYPE);
    }

    @Test
    void keepsAnUnknownRelationship() throws Exception {
        assertKept(
                text("x").toBuilder().put(Tag.RelationshipType, "HAS OPINION").build(),
                SrProblemCode.UNKNOWN_RELATIONSHIP_TYPE);
    }

    @Test
    void keepsPrivateAttributesOfItemsCodesAndMeasurements() throws Exception {
        Dataset unit = code("mm", "UCUM", "mm").toBuilder()
                .put(PRIVATE_CREATOR, VR.LO, "TEST")
                .put(PRIVATE_VALUE, VR.LO, "unit")
                .put(Tag.ContextIdentifier, "7460")
                .build();
        Dataset value = Dataset.builder()
                .put(Tag.NumericValue, "12.50")
                .putItems(Tag.MeasurementUnitsCodeSequence, unit)
                .put(PRIVATE_CREATOR, VR.LO, "TEST")
                .put(PRIVATE_VALUE, VR.LO, "value")
                .build();
        Dataset num = Dataset.builder()
                .put(Tag.RelationshipType, "CONTAINS")
                .put(Tag.ValueType, "NUM")
                .putItems(Tag.ConceptNameCodeSequence, code("410668003", "SCT", "Length"))
                .putItems(Tag.MeasuredValueSequence, value)
                .put(PRIVATE_CREATOR, VR.LO, "TEST")
                .put(PRIVATE_VALUE, VR.LO, "item")
                .build();

        assertThat(written(withItems(num)).items(Tag.ContentSequence)).containsExactly(num);
    }

    @Test
    void noticesAReferenceToNothing() {
        SrReading reading = SrReader.read(withItems(text("a", reference(1, 9))));

        assertThat(codes(reading)).containsExactly(SrProblemCode.CONTENT_ITEM_NOT_FOUND);
        assertThat(reading.problems().get(0).position()).isEqualTo(Position.of(1, 1, 1));
        assertRefused(reading);
    }

    @Test
    void noticesAReferenceToAnAncestor() {
        SrReading reading = SrReader.read(withItems(text("a", text("b", reference(1, 1)))));

        assertThat(codes(reading)).contains(SrProblemCode.REFERENCE_LOOP);
        assertRefused(reading);
    }

    @Test
    void reportsACircleOfReferencesAndLetsItPass() throws Exception {
        Dataset dataset = withItems(text("a", reference(1, 2)), text("b", reference(1, 1)), text("c", reference(1, 1)));
        SrReading reading = SrReader.read(dataset);

        assertThat(reading.problems())
                .extracting(SrProblem::code, problem -> problem.position().toString())
                .containsExactly(
                        tuple(SrProblemCode.REFERENCE_CIRCLE, "1.1.1"), tuple(SrProblemCode.REFERENCE_CIRCLE, "1.2.1"));
        assertThat(SrWriter.write(reading.document()).items(Tag.ContentSequence))
                .isEqualTo(dataset.items(Tag.ContentSequence));
    }

    @Test
    void refusesReferencesWhereTheDocumentTypeHasNone() {
        Dataset dataset = withItems(text("a", reference(1, 2)), text("b")).toBuilder()
                .put(Tag.SOPClassUID, UID.EnhancedSRStorage)
                .build();

        assertThat(codes(SrReader.read(dataset))).containsExactly(SrProblemCode.INVALID_BY_REFERENCE_RELATIONSHIP);
    }

    @Test
    void stopsAtItsDepthAndKeepsWhatLiesBelow() {
        Dataset nested = text("bottom");
        for (int depth = 0; depth < 200; depth++) {
            nested = text("level", nested);
        }
        SrReading reading = SrReader.read(withItems(nested));

        assertThat(codes(reading)).contains(SrProblemCode.TREE_TOO_DEEP);
        assertThat(ContentTree.nodes(reading.document().root())).hasSize(TreeReader.MAX_DEPTH);
        assertThat(SrHtml.render(reading.document(), Locale.ENGLISH)).contains("</html>");
    }

    @Test
    void refusesToWriteATreeDeeperThanItReads() {
        ContentItem nested = TextItem.of(CONTAINS, Samples.FINDING, "bottom");
        for (int depth = 0; depth < 5_000; depth++) {
            nested = TextItem.of(INFERRED_FROM, Samples.FINDING, "level", nested);
        }
        SrDocument document =
                Samples.draft(ContainerItem.root(Samples.TITLE, nested)).build();

        assertThatThrownBy(() -> SrWriter.write(document))
                .isInstanceOfSatisfying(
                        SrException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(SrProblem::code)
                                .contains(SrProblemCode.TREE_TOO_DEEP));
    }

    @Test
    void noticesAVerifiedDocumentThatNobodyVerified() {
        Dataset dataset = withItems(text("a")).toBuilder()
                .put(Tag.VerificationFlag, "VERIFIED")
                .build();

        assertThat(codes(SrReader.read(dataset)))
                .containsExactly(SrProblemCode.INVALID_STATE, SrProblemCode.INVALID_STATE);
    }

    @Test
    void saysNothingAboutThePatientInAProblem() {
        Dataset dataset = withItems(text("a")).toBuilder()
                .put(Tag.PatientName, "SECRET^NAME")
                .put(Tag.ContentDate, VR.LO, "SECRET")
                .put(Tag.CompletionFlag, VR.LO, "SECRET")
                .put(Tag.ValueType, VR.LO, "SECRET")
                .build();

        assertThat(SrReader.read(dataset).problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("SECRET"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsAnythingWithoutAnException(long seed) throws Exception {
        Dataset whole = SrWriter.write(AllValueTypes.in(UID.Comprehensive3DSRStorage, "DOE^JANE"));
        Mutations mutations = new Mutations(seed);
        for (int i = 0; i < 100; i++) {
            Dataset damaged = mutations.damaged(whole);
            SrReading reading = SrReader.read(damaged);
            assertThat(SrHtml.render(reading.document(), Locale.ENGLISH)).contains("</html>");
            assertThat(SrText.render(reading.document(), Locale.ENGLISH)).isNotEmpty();
            assertThat(Tid1500Rules.check(reading.document())).isNotNull();
            assertComesBackOrIsRefused(reading);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private static void assertComesBackOrIsRefused(SrReading reading) {
        try {
            Dataset written = SrWriter.write(reading.document());
            assertThat(SrReader.read(written).document()).isEqualTo(reading.document());
        } catch (SrException refused) {
            assertThat(refused.problems()).isNotEmpty().allMatch(SrProblem::isError);
        }
    }

    private static void assertKept(Dataset item, SrProblemCode expected) throws Exception {
        Dataset dataset = withItems(text("before"), item);
        SrReading reading = SrReader.read(dataset);

        assertThat(codes(reading)).containsExactly(expected);
        assertThat(SrWriter.write(reading.document()).items(Tag.ContentSequence))
                .isEqualTo(dataset.items(Tag.ContentSequence));
    }

    private static Dataset written(Dataset dataset) throws SrException {
        return SrWriter.write(SrReader.read(dataset).document());
    }

    private static void assertRefused(SrReading reading) {
        assertThatThrownBy(() -> SrWriter.write(reading.document())).isInstanceOf(SrException.class);
    }

    private static List<SrProblemCode> codes(SrReading reading) {
        return reading.problems().stream().map(SrProblem::code).toList();
    }

    private static Dataset withItems(Dataset... items) {
        try {
            Dataset.Builder document =
                    SrWriter.write(Samples.draft(Samples.report()).build()).toBuilder();
            return document.putItems(Tag.ContentSequence, items).build();
        } catch (SrException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Dataset text(String value, Dataset... below) {
        Dataset.Builder item = Dataset.builder()
                .put(Tag.RelationshipType, "CONTAINS")
                .put(Tag.ValueType, "TEXT")
                .putItems(Tag.ConceptNameCodeSequence, code("121071", "DCM", "Finding"))
                .put(Tag.TextValue, value);
        Dataset[] inferred = new Dataset[below.length];
        for (int i = 0; i < below.length; i++) {
            inferred[i] = below[i].toBuilder()
                    .put(Tag.RelationshipType, "INFERRED FROM")
                    .build();
        }
        return inferred.length == 0
                ? item.build()
                : item.putItems(Tag.ContentSequence, inferred).build();
    }

    private static Dataset reference(int... target) {
        return Dataset.builder()
                .putInt(Tag.ReferencedContentItemIdentifier, target)
                .build();
    }

    private static Dataset code(String value, String scheme, String meaning) {
        return Dataset.builder()
                .put(Tag.CodeValue, value)
                .put(Tag.CodingSchemeDesignator, scheme)
                .put(Tag.CodeMeaning, meaning)
                .build();
    }
}
