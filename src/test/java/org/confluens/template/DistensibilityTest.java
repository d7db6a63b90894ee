package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a narrow vein opens on inspiration: asked of every IVUS stenosis, and may be left open. */
class DistensibilityTest {

    private static final String SEGMENT = "segments/IJV-L-J1";
    private static final String FIELD = SEGMENT + "/distensibility";
    private static final Code FIXED = new Code("F_FIXED", "99CCSVI", "Fixed stenosis");

    private final Template template = Catalogues.template("ivus");

    @Test
    void isRequiredWithAStenosisAndUndeterminedIsAnAnswer() {
        FormValues answered = form(Samples.UNDETERMINED);

        assertThat(FormValidator.validate(template, answered, Stage.COMPLETE)).isEmpty();
        assertThat(FormValidator.validate(
                        template, answered.toBuilder().remove(FIELD).build(), Stage.COMPLETE))
                .extracting(FieldProblem::path)
                .contains(FIELD);
    }

    @Test
    void saysInTheDocumentThatWhetherTheStenosisIsFixedIsUndetermined() {
        assertThat(ContentTree.nodes(document(Samples.UNDETERMINED).root()))
                .extracting(ContentTree.Node::item)
                .filteredOn(item -> item.isConcept(FIXED))
                .singleElement()
                .isInstanceOfSatisfying(
                        CodeItem.class, item -> assertThat(item.value()).isEqualTo(Samples.UNDETERMINED));
    }

    @ParameterizedTest
    @CsvSource({"F_FIXED, 99CCSVI", "F_COLLAPSED, 99CCSVI", "F_PULS_RED, 99CCSVI", "373068000, SCT"})
    void everyAnswerComesBackFromTheDocument(String value, String scheme) {
        Code answer = new Code(value, scheme, value);

        DocumentReading reading = DocumentBinding.read(template, document(answer));

        assertThat(reading.unclear()).isEmpty();
        assertThat(reading.values().values(FIELD)).containsExactly(Value.of(answer));
    }

    @Test
    void isReadWhenAnotherEditorWritesTheFindingAsValue() {
        ContainerItem root = (ContainerItem) ContentTree.map(document(FIXED).root(), DistensibilityTest::asValue);

        DocumentReading reading = DocumentBinding.read(
                template, document(FIXED).toBuilder().root(root).build());

        assertThat(reading.values().values(FIELD)).containsExactly(Value.of(FIXED));
    }

    @ParameterizedTest
    @CsvSource({"en, Undetermined", "de, Unbestimmt", "fr, Indéterminé", "it, Indeterminato"})
    void canBeLeftOpenInEveryLanguage(String language, String label) {
        assertThat(template.texts().text("Undetermined", Locale.forLanguageTag(language)))
                .isEqualTo(label);
        assertThat(template.items())
                .filteredOn(item -> item.id().equals("distensibility"))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.values().orElseThrow().codes()).contains(Samples.UNDETERMINED));
    }

    private static ContentItem asValue(ContentItem item) {
        return item.isConcept(FIXED) ? CodeItem.of(RelationshipType.CONTAINS, FIXED, FIXED) : item;
    }

    private FormValues form(Code answer) {
        FormValues draft = Prefill.draft(template, DraftContext.of(List.of(Samples.mrHeader())));
        return Samples.answer(
                template,
                draft,
                Map.of(
                        SEGMENT + "/assessment",
                        List.of(Value.of(Samples.ASSESSED)),
                        SEGMENT + "/stenosis",
                        List.of(Value.of(Samples.PRESENT)),
                        FIELD,
                        List.of(Value.of(answer))));
    }

    private SrDocument document(Code answer) {
        return DocumentBinding.toDocument(
                template, form(answer), Samples.context(Samples.mrHeader()).build());
    }
}
