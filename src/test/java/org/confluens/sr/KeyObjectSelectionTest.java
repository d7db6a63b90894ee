package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;

class KeyObjectSelectionTest {

    private final SrDocument rejected = Samples.draft(Samples.report()).build();

    @Test
    void aRejectionNoteNamesWhatItWithdrawsInContentAndEvidence() throws Exception {
        Dataset note = SrWriter.write(note(RejectionReason.QUALITY));

        assertThat(note.string(Tag.Modality)).contains("KO");
        assertThat(note.contains(Tag.CompletionFlag)).isFalse();
        assertThat(note.contains(Tag.PerformedProcedureCodeSequence)).isFalse();
        SrReading reading = SrReader.read(note);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.document().root().concept()).contains(RejectionReason.QUALITY.title());
        assertThat(reading.document().provenance().currentEvidence())
                .isEqualTo(StudyReference.group(List.of(rejected.asMember())));
        assertThat(reading.document().root().children())
                .filteredOn(CompositeItem.class::isInstance)
                .singleElement()
                .satisfies(item -> assertThat(((CompositeItem) item).reference().sop())
                        .isEqualTo(rejected.identity().reference()));
    }

    @Test
    void everyReasonHasATitle() {
        for (RejectionReason reason : RejectionReason.values()) {
            assertThat(reason.title().scheme()).isEqualTo("DCM");
            assertThat(reason.title().value()).startsWith("1130");
        }
    }

    @Test
    void choosesTheValueTypeByTheClassOfTheObject() {
        SrDocument selection = KeyObjectSelection.of(
                        Samples.dcm("113000", "Of Interest"),
                        "",
                        List.of(
                                member(UID.MRImageStorage, "2.25.1"),
                                member(UID.HemodynamicWaveformStorage, "2.25.2"),
                                member(UID.ComprehensiveSRStorage, "2.25.3"),
                                member("1.2.3.4", "2.25.4")))
                .build();

        assertThat(selection.root().children())
                .extracting(item -> item.valueType().orElseThrow())
                .containsExactly(ValueType.IMAGE, ValueType.WAVEFORM, ValueType.COMPOSITE, ValueType.COMPOSITE);
    }

    @Test
    void refusesASelectionOfNothing() {
        SrDocument empty = KeyObjectSelection.of(Samples.dcm("113000", "Of Interest"), "none", List.of())
                .context(Samples.study("DOE^JANE"))
                .series(KeyObjectSelection.series("2.25.5", 901, "Key objects"))
                .contentAt(Samples.MOMENT)
                .build();

        assertThatThrownBy(() -> SrWriter.write(empty))
                .isInstanceOfSatisfying(
                        SrException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(SrProblemCode.MANDATORY_ATTRIBUTE_MISSING));
    }

    private SrDocument note(RejectionReason reason) {
        return KeyObjectSelection.rejection(reason, "replaced by mistake", List.of(rejected.asMember()))
                .context(rejected.context())
                .series(KeyObjectSelection.series("2.25.5", 901, "Rejection notes"))
                .equipment(rejected.equipment())
                .contentAt(Samples.MOMENT)
                .build();
    }

    private static StudyReference.Member member(String sopClass, String instance) {
        return StudyReference.Member.of(Samples.STUDY, Samples.IMAGE_SERIES, sopClass, instance);
    }
}
