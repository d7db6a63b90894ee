package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.ItemHead;
import org.confluens.sr.Measurement;
import org.confluens.sr.NumItem;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.confluens.sr.TextItem;
import org.junit.jupiter.api.Test;

/** Content that another editor wrote into one of our documents in a way that its field cannot hold. */
class UnclearContentTest {

    private static final String SEGMENT = "segments/IJV-L-J1";

    private final Template template = Catalogues.template("mr-venography");
    private final FormValues form = FormValues.builder()
            .put(SEGMENT + "/assessment", Value.of(Samples.ASSESSED))
            .put(SEGMENT + "/stenosis", Value.of(Samples.PRESENT))
            .put(SEGMENT + "/stenosis-percent", Value.of(70))
            .build();
    private final SrDocument document = DocumentBinding.toDocument(
            template, form, Samples.context(Samples.mrHeader()).build());

    @Test
    void isNothingOfWhatWeWrote() {
        assertThat(read(item -> item).unclear()).isEmpty();
    }

    @Test
    void isAPercentageInAnotherUnit() {
        DocumentReading reading = read(item -> item instanceof NumItem num && isPercent(num)
                ? new NumItem(
                        num.head(),
                        num.measurement().map(m -> Measurement.of("0.7", new Code("1", "UCUM", "no units"))),
                        num.qualifier(),
                        num.children())
                : item);

        assertThat(reading.unclear()).containsExactly(SEGMENT + "/stenosis-percent");
        assertThat(reading.values().hasAny(SEGMENT + "/stenosis-percent")).isFalse();
    }

    @Test
    void isANumberGivenInWords() {
        DocumentReading reading = read(item -> item instanceof NumItem num && isPercent(num)
                ? new TextItem(num.head(), "about seventy percent", List.of())
                : item);

        assertThat(reading.unclear()).singleElement().asString().startsWith(SEGMENT + "/");
    }

    @Test
    void isNoNumberThatWasNotMeasured() {
        DocumentReading reading = read(item -> item instanceof NumItem num && isPercent(num)
                ? NumItem.unmeasured(
                        RelationshipType.CONTAINS,
                        num.concept().orElseThrow(),
                        new Code("114006", "DCM", "Measurement failure"))
                : item);

        assertThat(reading.unclear()).isEmpty();
        assertThat(reading.unread()).isNotEmpty();
    }

    @Test
    void isAMeasurementGroupOfNoKnownSegment() {
        DocumentReading reading =
                read(item -> item instanceof TextItem text && text.text().equals("IJV-L-J1")
                        ? new TextItem(text.head(), "Lesion 1", List.of())
                        : item.isConcept(Concepts.FINDING_SITE)
                                ? new CodeItem(item.head(), new Code("7771000", "SCT", "Left"), List.of())
                                : item);

        assertThat(reading.unclear()).hasSize(1);
    }

    @Test
    void isNoAnswerWithoutAName() {
        Template ivus = Catalogues.template("ivus");
        SrDocument nameless = DocumentBinding.toDocument(
                ivus, form, Samples.context(Samples.mrHeader()).build());
        ContainerItem root = (ContainerItem) ContentTree.map(
                nameless.root(),
                item -> item instanceof CodeItem code && code.value().equals(Samples.PRESENT)
                        ? new CodeItem(ItemHead.of(RelationshipType.CONTAINS), code.value(), List.of())
                        : item);

        assertThat(DocumentBinding.read(ivus, nameless.toBuilder().root(root).build())
                        .unread())
                .isNotEmpty();
    }

    @Test
    void isNoFurtherItemOfTheOtherEditor() {
        DocumentReading reading = read(item -> item.isConcept(Concepts.MEASUREMENT_GROUP)
                ? item.with(new TextItem(
                        ItemHead.of(RelationshipType.CONTAINS, new Code("OURS", "99OTHER", "Our note")),
                        "x",
                        List.of()))
                : item);

        assertThat(reading.unclear()).isEmpty();
        assertThat(reading.unread()).contains(SEGMENT + "/99OTHER:OURS");
    }

    private boolean isPercent(NumItem num) {
        return num.measurement()
                        .flatMap(Measurement::unit)
                        .filter(unit -> unit.value().equals("%"))
                        .isPresent()
                && num.measurement().orElseThrow().value().equals("70");
    }

    private DocumentReading read(UnaryOperator<ContentItem> change) {
        ContainerItem root = (ContainerItem) ContentTree.map(document.root(), change);
        return DocumentBinding.read(template, document.toBuilder().root(root).build());
    }
}
