package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SrRoundTripTest {

    @Test
    void readsBackWhatItWrote() throws Exception {
        SrDocument document = Samples.draft(Samples.report()).build();

        Dataset dataset = SrWriter.write(document);
        SrReading reading = SrReader.read(dataset);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.document()).isEqualTo(document);
    }

    /** Everything of the SR Document General Module (PS3.3 C.17.2) that a document can say about itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.BasicTextSRStorage,
                UID.EnhancedSRStorage,
                UID.ComprehensiveSRStorage,
                UID.Comprehensive3DSRStorage,
                UID.ExtensibleSRStorage
            })
    void readsBackWhereADocumentComesFrom(String sopClassUid) throws Exception {
        SrDocument document = document(sopClassUid);

        Dataset dataset = SrWriter.write(document);
        SrReading reading = SrReader.read(dataset);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.document()).isEqualTo(document);
        for (int sequence : new int[] {
            Tag.AuthorObserverSequence,
            Tag.ParticipantSequence,
            Tag.PredecessorDocumentsSequence,
            Tag.IdenticalDocumentsSequence,
            Tag.ReferencedRequestSequence,
            Tag.PerformedProcedureCodeSequence,
            Tag.CurrentRequestedProcedureEvidenceSequence,
            Tag.PertinentOtherEvidenceSequence,
            Tag.VerifyingObserverSequence,
            Tag.ContentTemplateSequence
        }) {
            assertThat(dataset.items(sequence))
                    .as(Integer.toHexString(sequence))
                    .hasSize(1);
        }
        assertThat(dataset.string(Tag.CompletionFlag)).contains("COMPLETE");
        assertThat(dataset.string(Tag.VerificationFlag)).contains("VERIFIED");
        assertThat(dataset.string(Tag.PreliminaryFlag)).contains("FINAL");
    }

    private static SrDocument document(String sopClassUid) {
        Observer reader = Observer.person(PersonName.of("READER", "RITA"), "TEST HOSPITAL");
        ReferencedRequest request = new ReferencedRequest(
                Samples.STUDY,
                Optional.empty(),
                "A1",
                "PLACER1",
                "FILLER1",
                "RP1",
                "MR venography",
                List.of(new Code("P1", "99TEST", "MR venography")),
                Dataset.empty());
        return AllValueTypes.in(sopClassUid, "DOE^JANE").toBuilder()
                .root(AllValueTypes.in(sopClassUid, "DOE^JANE").root().withTemplate(TemplateId.dcmr("2000")))
                .state(Samples.verified(PersonName.of("READER", "RITA")))
                .authors(List.of(reader))
                .participants(List.of(reader.participating("ENT", "20260115103000+0100")))
                .predecessors(StudyReference.group(List.of(member(sopClassUid, "2.25.401"))))
                .identicalDocuments(StudyReference.group(
                        List.of(StudyReference.Member.of("2.25.402", "2.25.403", sopClassUid, Samples.DOCUMENT))))
                .requests(List.of(request))
                .performedProcedures(List.of(new Code("P1", "99TEST", "MR venography")))
                .evidence(
                        AllValueTypes.in(sopClassUid, "DOE^JANE").provenance().currentEvidence().stream()
                                .flatMap(StudyReference::members)
                                .toList(),
                        List.of(member(UID.MRImageStorage, "2.25.404")))
                .build();
    }

    private static StudyReference.Member member(String sopClassUid, String instance) {
        return StudyReference.Member.of(Samples.STUDY, "2.25.405", sopClassUid, instance);
    }
}
