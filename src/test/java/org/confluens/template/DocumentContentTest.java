package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.SrDocument;
import org.confluens.sr.TextItem;
import org.confluens.sr.UidRefItem;
import org.junit.jupiter.api.Test;

/** What stands in a document beside the answers. */
class DocumentContentTest {
    private final Template mr = Catalogues.template("mr-venography");
    private final Template catheter = Catalogues.template("catheter-venography");

    private static SrDocument document(Template template, FormValues form, Dataset header) {
        return DocumentBinding.toDocument(
                template, form, Samples.context(header).build());
    }

    private static List<ContentItem> items(SrDocument document) {
        return ContentTree.nodes(document.root()).stream()
                .map(ContentTree.Node::item)
                .toList();
    }

    private static Optional<String> trackingUid(SrDocument document, String segment) {
        return items(document).stream()
                .filter(item -> item.childrenNamed(Concepts.TRACKING_IDENTIFIER)
                        .anyMatch(i -> i instanceof TextItem t && t.text().equals(segment)))
                .flatMap(item -> item.childrenNamed(Concepts.TRACKING_UID))
                .map(item -> ((UidRefItem) item).uid())
                .findFirst();
    }

    @Test
    void aSegmentKeepsItsTrackingUidAcrossReportsOfAPatientAndSharesItWithNobody() {
        FormValues draft = Prefill.draft(mr, DraftContext.of(List.of()));
        Dataset other = Samples.mrHeader().toBuilder().put(Tag.PatientID, "P-2").build();
        Optional<String> uid = trackingUid(document(mr, draft, Samples.mrHeader()), "IJV-L-J1");
        assertThat(uid).isPresent();
        assertThat(trackingUid(
                        document(catheter, Prefill.draft(catheter, DraftContext.of(List.of())), Samples.mrHeader()),
                        "IJV-L-J1"))
                .isEqualTo(uid);
        assertThat(trackingUid(document(mr, draft, Samples.mrHeader()), "IJV-R-J1"))
                .isPresent()
                .isNotEqualTo(uid);
        assertThat(trackingUid(document(mr, draft, other), "IJV-L-J1"))
                .isPresent()
                .isNotEqualTo(uid);
    }

    @Test
    void aDraftHasAGroupForEveryExpectedSegment() {
        SrDocument draft = document(mr, Prefill.draft(mr, DraftContext.of(List.of())), Samples.mrHeader());
        for (VeinAnatomy.Entry entry : mr.veins().entries()) {
            boolean expected = entry.expectedBy().contains(mr.examination().orElseThrow());
            if (expected) {
                assertThat(trackingUid(draft, entry.segment().id())).isPresent();
            }
        }
    }

    @Test
    void aClinicalProposalThatNobodyLookedAtStaysOut() {
        FormValues form = FormValues.builder()
                .put("impression/impression-text", FieldValue.proposed("software", List.of(Value.of("Proposed."))))
                .build();
        assertThat(items(document(mr, form, Samples.mrHeader())))
                .noneMatch(i -> i instanceof TextItem t && t.text().equals("Proposed."));
    }

    @Test
    void theEvidenceStatementIsInTheLanguageOfTheReport() {
        FormValues form = Prefill.draft(mr, DraftContext.of(List.of()));
        SrDocument german = DocumentBinding.toDocument(
                mr,
                form,
                Samples.context(Samples.mrHeader()).language(Locale.GERMAN).build());
        assertThat(items(german))
                .anyMatch(i -> i instanceof TextItem t && t.text().contains("umstrittenes Konzept"));
        assertThat(german.root().children().get(0)).isInstanceOfSatisfying(CodeItem.class, language -> {
            assertThat(language.value().value()).isEqualTo("de");
        });
        assertThat(DocumentBinding.fromDocument(mr, german).values("impression/evidence-statement"))
                .isEqualTo(form.values("impression/evidence-statement"));
    }

    @Test
    void whatTheSoftwareWorkedOutNamesItsAlgorithm() {
        Template duplex = Catalogues.template("duplex-ultrasound");
        FormValues form = new Computations(duplex)
                .apply(FormValues.builder()
                        .put("criteria/reflux", Value.of(Samples.PRESENT))
                        .build());
        ContentItem count = items(document(duplex, form, Samples.mrHeader())).stream()
                .filter(i ->
                        i.concept().filter(c -> c.value().equals("ZC_COUNT")).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(count.childrenNamed(Concepts.ALGORITHM_NAME)).hasSize(1);
        assertThat(count.childrenNamed(Concepts.ALGORITHM_VERSION)).hasSize(1);
    }

    @Test
    void namesAnAutomaticFlagByItsAlgorithm() {
        DocumentContext context = Samples.context(Samples.mrHeader())
                .algorithms(List.of(new DocumentContext.Algorithm("Concordance", "1", List.of("window=180 d"))))
                .build();
        ContainerItem root =
                DocumentBinding.toDocument(mr, FormValues.empty(), context).root();
        assertThat(ContentTree.nodes(root))
                .extracting(ContentTree.Node::item)
                .filteredOn(i -> i.isConcept(Concepts.ALGORITHM_PARAMETERS))
                .hasSize(1);
    }
}
