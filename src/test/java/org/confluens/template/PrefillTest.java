package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.finding.Examination;
import org.confluens.sr.Code;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.SrDocument;
import org.confluens.template.Value.InstanceValue;
import org.junit.jupiter.api.Test;

class PrefillTest {
    private final Template mr = Catalogues.template("mr-venography");
    private final Template catheter = Catalogues.template("catheter-venography");

    private static FieldValue field(FormValues form, String path) {
        return form.field(path).orElseThrow(() -> new AssertionError(path + " is empty"));
    }

    @Test
    void takesWhatImagesAndRequestSay() {
        Dataset request = Dataset.builder()
                .put(Tag.ReasonForTheRequestedProcedure, "Suspected venous stenosis")
                .build();
        Dataset contrast = Samples.mrHeader().toBuilder()
                .put(Tag.SeriesDescription, "3D CE")
                .put(Tag.ContrastBolusVolume, "15")
                .put(Tag.BodyPartExamined, "HEADNECK")
                .build();
        FormValues draft = Prefill.draft(
                mr, DraftContext.of(List.of(Samples.mrHeader(), contrast)).withRequests(List.of(request)));
        assertThat(field(draft, "request/indication").values()).containsExactly(Value.of("Suspected venous stenosis"));
        assertThat(field(draft, "technique/sequences").values())
                .containsExactly(Value.of("2D TOF neck"), Value.of("3D CE"));
        assertThat(field(draft, "technique/contrast-volume").values()).containsExactly(Value.of(15));
        assertThat(field(draft, "technique/coverage").values()).hasSize(2);
        assertThat(field(draft, "technique/threshold").state()).isEqualTo(FieldValue.State.PROPOSED);
        assertThat(field(draft, "technique/threshold").source()).contains("template");
    }

    @Test
    void ignoresAnAttributeThatDoesNotFit() {
        Dataset odd = Samples.mrHeader().toBuilder()
                .put(Tag.ContrastBolusVolume, "5000")
                .build();
        assertThat(Prefill.draft(mr, DraftContext.of(List.of(odd))).field("technique/contrast-volume"))
                .isEmpty();
    }

    @Test
    void aProposalIsNeverWhatTheFormWouldRefuse() {
        Dataset odd = Samples.mrHeader().toBuilder()
                .put(Tag.SeriesDescription, "x".repeat(70_000))
                .put(Tag.ContrastBolusVolume, "1E-99999999")
                .put(Tag.ReasonForStudy, "Page 1\fPage 2")
                .build();
        FormValues draft = Prefill.draft(mr, DraftContext.of(List.of(odd)));
        assertThat(FormValidator.validate(mr, draft, Stage.SAVE)).isEmpty();
        assertThat(draft.values("request/indication")).containsExactly(Value.of("Page 1 Page 2"));
    }

    @Test
    void nothingThatIsAReadingIsChosenBeforehand() {
        for (Template template : Catalogues.packaged().templates()) {
            FormValues draft = Prefill.draft(template, DraftContext.of(List.of(Samples.mrHeader())));
            FormLayout layout = FormLayout.of(template);
            assertThat(draft.fields().keySet())
                    .allSatisfy(path -> assertThat(
                                    layout.field(path).orElseThrow().item().clinical())
                            .as(path)
                            .isFalse());
        }
    }

    @Test
    void proposesNotAssessableWhereTheExaminationCannotSee() {
        FormValues draft = Prefill.draft(mr, DraftContext.of(List.of(Samples.mrHeader())));
        assertThat(field(draft, "segments/AZY-ARCH/assessment").values())
                .containsExactly(Value.of(new Code("NOT_ASSESSABLE", "99CCSVI", "")));
        assertThat(draft.field("segments/IJV-L-J1/assessment")).isEmpty();
        FormValues catheterDraft = Prefill.draft(catheter, DraftContext.of(List.of()));
        assertThat(catheterDraft.field("segments/AZY-ARCH/assessment")).isEmpty();
    }

    private SegmentToConfirm stenosisSeenByMr() {
        return new SegmentToConfirm(
                "IJV-L-J1",
                Optional.of(Examination.MRV),
                OptionalDouble.of(70),
                Optional.of(LocalDate.of(2026, 2, 28)),
                Optional.of(new ObjectReference("2.25.9", "2.25.10", UID.ComprehensiveSRStorage, "2.25.11")),
                List.of(new InstanceValue(new ObjectReference("2.25.9", "2.25.12", UID.MRImageStorage, "2.25.13"))),
                Optional.of("A stenosis that MR venography alone has seen."));
    }

    @Test
    void listsTheSegmentsToConfirmWithWhatWasSeenAndWhere() throws Exception {
        Dataset header = Samples.header("XA", UID.XRayAngiographicImageStorage, "Venography");
        FormValues draft = Prefill.draft(
                catheter, DraftContext.of(List.of(header)).withSegmentsToConfirm(List.of(stenosisSeenByMr())));
        assertThat(field(draft, "segments-to-confirm[1]/segment").values()).containsExactly(Value.of("IJV-L-J1"));
        assertThat(field(draft, "segments-to-confirm[1]/seen-by").values())
                .containsExactly(Value.of(new Code("MR", "DCM", "")));
        assertThat(field(draft, "segments-to-confirm[1]/seen-percent").values()).containsExactly(Value.of(70));
        assertThat(draft.field("segments/IJV-L-J1/stenosis")).isEmpty();

        SrDocument document = DocumentBinding.toDocument(
                catheter, draft, Samples.context(header).build());
        List<ContentItem> items = ContentTree.nodes(document.root()).stream()
                .map(ContentTree.Node::item)
                .toList();
        assertThat(items).anySatisfy(i -> assertThat(i.concept()).contains(new Code("122075", "DCM", "")));
        assertThat(document.provenance().otherEvidence())
                .flatExtracting(study -> study.sops().toList())
                .extracting("sopInstanceUid")
                .contains("2.25.11", "2.25.13");
    }

    @Test
    void proposesTheEarlierReportsOfThePatientForComparison() {
        ObjectReference earlier = new ObjectReference("2.25.9", "2.25.10", UID.ComprehensiveSRStorage, "2.25.11");
        for (Template template : Catalogues.packaged().templates()) {
            Optional<Item> comparison = template.items()
                    .filter(item -> item.hasRole(ItemRole.COMPARISON) && item.type() == ItemType.COMPOSITE)
                    .findFirst();
            FormValues draft = Prefill.draft(
                    template, DraftContext.of(List.of(Samples.mrHeader())).withPriorReports(List.of(earlier)));

            assertThat(comparison).as(template.id()).isPresent();
            assertThat(draft.fields().entrySet())
                    .as(template.id())
                    .filteredOn(entry ->
                            entry.getKey().endsWith("/" + comparison.get().id()))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.getValue().values()).containsExactly(new InstanceValue(earlier));
                        assertThat(entry.getValue().state()).isEqualTo(FieldValue.State.PROPOSED);
                    });
        }
    }

    @Test
    void remembersWhatBecameOfAProposal() {
        FormValues draft = Prefill.draft(mr, DraftContext.of(List.of(Samples.mrHeader())));
        FormValues answered = draft.answered(Map.of(
                "technique/threshold", List.of(Value.of(60)),
                "technique/posture", field(draft, "technique/posture").values(),
                "technique/sequences", List.of(),
                "technique/venc", List.of(Value.of(80))));
        assertThat(field(answered, "technique/threshold")).satisfies(f -> {
            assertThat(f.state()).isEqualTo(FieldValue.State.CORRECTED);
            assertThat(f.proposal()).containsExactly(Value.of(50));
        });
        assertThat(field(answered, "technique/posture").state()).isEqualTo(FieldValue.State.CONFIRMED);
        assertThat(field(answered, "technique/sequences").state()).isEqualTo(FieldValue.State.REJECTED);
        assertThat(field(answered, "technique/venc").state()).isEqualTo(FieldValue.State.ENTERED);
    }

    @Test
    void lateImagesRefreshOnlyWhatNobodyTouched() {
        FormValues draft = Prefill.draft(mr, DraftContext.of(List.of(Samples.mrHeader())))
                .answered(Map.of("technique/threshold", List.of(Value.of(70))));
        Dataset late = Samples.mrHeader().toBuilder()
                .put(Tag.SeriesDescription, "Late series")
                .build();
        FormValues refreshed = Prefill.refresh(mr, DraftContext.of(List.of(Samples.mrHeader(), late)), draft);
        assertThat(field(refreshed, "technique/sequences").values()).contains(Value.of("Late series"));
        assertThat(field(refreshed, "technique/threshold").values()).containsExactly(Value.of(70));
    }

    @Test
    void anAnswerForAllSegmentsSparesThoseNamedAndThoseAnsweredBefore() {
        FormValues before = FormValues.builder()
                .put("segments/IJV-R-J1/stenosis", Value.of(Samples.PRESENT))
                .build();
        Map<String, String> expanded = SegmentWildcard.expand(
                mr, before, Map.of("segments/*/stenosis", "absent", "segments/IJV-L-J1/stenosis", "present"));
        assertThat(expanded)
                .containsEntry("segments/IJV-L-J1/stenosis", "present")
                .containsEntry("segments/SVC/stenosis", "absent")
                .doesNotContainKeys(
                        "segments/IJV-R-J1/stenosis", "segments/AZY-ARCH/stenosis", "segments/LCIV/stenosis");
    }
}
