package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.confluens.sr.Code;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.confluens.sr.TextItem;
import org.junit.jupiter.api.Test;

/** A document from elsewhere that answers one question very often is read in the time that its size takes, not its square. */
class WideDocumentsTest {

    private static final Duration BOUND = Duration.ofSeconds(6);
    private static final Code PRESSURES = new Code("GRADIENT_PAIR", "99CCSVI", "");

    @Test
    void withTensOfThousandsOfAnswersToOneQuestion() {
        Template template = Catalogues.template("mr-venography");
        boolean[] done = {false};
        SrDocument document = changed(template, item -> {
            if (done[0] || !item.isConcept(Concepts.MEASUREMENT_GROUP)) {
                return item;
            }
            done[0] = true;
            List<ContentItem> items = new ArrayList<>(item.children());
            for (int i = 0; i < 40_000; i++) {
                items.add(TextItem.of(RelationshipType.CONTAINS, new Code("121071", "DCM", "Finding"), "comment " + i));
            }
            return item.withChildren(items);
        });

        DocumentReading reading = read(template, document);

        assertThat(FormValidator.validate(template, reading.values(), Stage.SAVE))
                .extracting(FieldProblem::rule)
                .contains("cardinality");
    }

    @Test
    void withThousandsOfGroupsInWhichSomethingIsWorkedOut() {
        Template template = Catalogues.template("catheter-venography");
        SrDocument document = changed(template, item -> item);
        List<ContentItem> sections = new ArrayList<>(document.root().children());
        ContentItem pressures =
                document.root().childrenNamed(PRESSURES).findFirst().orElseThrow();
        for (int i = 0; i < 4_000; i++) {
            sections.add(pressures);
        }
        SrDocument wide = document.toBuilder()
                .root(document.root().withChildren(sections))
                .build();

        DocumentReading reading = read(template, wide);

        assertThat(reading.values().occurrences("pressures")).hasSizeGreaterThan(4_000);
        assertThat(reading.values().values("pressures[900]/gradient"))
                .isEqualTo(reading.values().values("pressures[1]/gradient"))
                .isNotEmpty();
    }

    private static DocumentReading read(Template template, SrDocument document) {
        return assertTimeoutPreemptively(BOUND, () -> DocumentBinding.read(template, document));
    }

    private static SrDocument changed(Template template, UnaryOperator<ContentItem> change) {
        SrDocument document = DocumentBinding.toDocument(
                template,
                FullForms.of(template),
                Samples.context(Samples.mrHeader()).build());
        return document.toBuilder()
                .root((ContainerItem) ContentTree.map(document.root(), change))
                .build();
    }
}
