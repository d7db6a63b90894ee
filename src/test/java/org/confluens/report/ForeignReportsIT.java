package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.report.ReadingRoom.image;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.data.VR;
import org.confluens.sr.CompletionFlag;
import org.confluens.sr.DocumentSeries;
import org.confluens.sr.DocumentState;
import org.confluens.sr.KeyObjectSelection;
import org.confluens.sr.RejectionReason;
import org.confluens.sr.SopReference;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;
import org.confluens.sr.VerificationFlag;
import org.confluens.sr.VerifyingObserver;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documents that a PACS's own editor made, stored to the service by C-STORE. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ForeignReportsIT {

    private static final OffsetDateTime NOW = OffsetDateTime.of(2026, 3, 2, 9, 0, 0, 0, ZoneOffset.UTC);

    @ArquillianResource
    private URI address;

    private final String study = Uids.create();
    private final String patient = "F" + Math.abs(study.hashCode());
    private ReadingRoom room;

    @BeforeEach
    void enter() {
        room = new ReadingRoom(address);
    }

    @Test
    void takesOverWhatAnotherEditorVerified() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        SrDocument edited = edited(draft, verified(), List.of(draft.asMember()));

        room.store(SrWriter.write(edited));

        assertThat(room.await(study, patient, "VERIFIED")).isEqualTo(id);
        JsonObject report = room.report(id).json();
        assertThat(report.getJsonObject("values")
                        .getJsonObject("segments/IJV-R-J2/stenosis")
                        .toString())
                .contains("52101004");
        assertThat(report.getInt("verifiedVersion")).isEqualTo(2);
        assertThat(outcome(edited)).isEqualTo("TAKEN_OVER");
        assertThat(room.get("flags?patient=" + patient).json().toString()).contains("IJV-R-J2");
    }

    @Test
    void matchesADocumentWithoutPredecessorByStudyAndTemplate() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();

        room.store(SrWriter.write(edited(draft, complete(), List.of())));

        assertThat(room.await(study, patient, "COMPLETED")).isEqualTo(id);
    }

    @Test
    void takesOverALongDocumentAsAnyOther() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        SrDocument edited = edited(draft, verified(), List.of(draft.asMember()));

        room.store(lengthened(edited, 3));

        assertThat(room.await(study, patient, "VERIFIED")).isEqualTo(id);
        assertThat(outcome(edited)).isEqualTo("TAKEN_OVER");
    }

    @Test
    void keepsADocumentThatIsTooLongToBeReadAndPutsItAside() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        SrDocument edited = edited(draft, verified(), List.of(draft.asMember()));

        room.store(lengthened(edited, 17));

        assertThat(outcome(edited)).isEqualTo("SET_ASIDE");
        assertThat(entry(edited).getString("reason")).contains("16 MiB");
        assertThat(room.report(id).json().getString("state")).isEqualTo("DRAFT");
        String path = "reports/foreign/" + edited.sopInstanceUid();
        assertThat(room.call("GET", path + "/document", "text/html", Optional.empty(), Optional.empty())
                        .status())
                .isEqualTo(409);
        assertThat(room.post(path + "/retry", "{\"replace\": true}").status()).isEqualTo(409);
        assertThat(room.post(path + "/settle", "{\"note\": \"looked at in the PACS\"}")
                        .status())
                .isEqualTo(200);
    }

    /** With a private value of so many MiB. */
    private static Dataset lengthened(SrDocument document, int mib) throws SrException {
        byte[] value = new byte[mib << 20];
        new Random(mib).nextBytes(value);
        return SrWriter.write(document).toBuilder()
                .put(0x0011_0010, VR.LO, "CONFLUENS TEST")
                .putBytes(0x0011_1001, VR.OB, value)
                .build();
    }

    @Test
    void putsAsideWhatFollowsAnOutdatedVersion() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        room.fill(id, "IJV-L-J1");
        room.post("reports/" + id + "/complete", "{}");
        SrDocument edited = edited(draft, verified(), List.of(draft.asMember()));

        room.store(SrWriter.write(edited));

        assertThat(outcome(edited)).isEqualTo("SET_ASIDE");
        assertThat(entry(edited).getString("reason")).contains("version 1").contains("version 2");
        assertThat(room.report(id).json().getString("state")).isEqualTo("COMPLETED");
    }

    @Test
    void putsAsideACompletionThatLacksWhatTheTemplateAsksFor() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        SrDocument unfilled = draft.toBuilder()
                .sopInstance(Uids.create())
                .predecessors(StudyReference.group(List.of(draft.asMember())))
                .state(complete())
                .build();

        room.store(SrWriter.write(unfilled));

        assertThat(outcome(unfilled)).isEqualTo("SET_ASIDE");
        assertThat(entry(unfilled).getString("reason")).contains("technique/image-quality");
        assertThat(room.report(id).json().getString("state")).isEqualTo("DRAFT");
    }

    @Test
    void countsAVerifiedReportThatNobodyHadADraftFor() throws IOException, SrException {
        long other = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(other, 1)).document();
        String elsewhere = Uids.create();
        Dataset context =
                draft.context().toBuilder().put(Tag.StudyInstanceUID, elsewhere).build();
        SrDocument foreign = edited(draft, verified(), List.of()).toBuilder()
                .context(context)
                .build();

        room.store(SrWriter.write(foreign));

        assertThat(outcome(foreign)).isEqualTo("COUNTED");
        JsonObject report = room.report(entry(foreign).getInt("reportId")).json();
        assertThat(report.getString("state")).isEqualTo("VERIFIED");
        assertThat(report.getString("origin")).isEqualTo("FOREIGN");
        assertThat(report.getJsonObject("values")).containsKey("segments/IJV-R-J2/stenosis");
        assertThat(room.get("patients/concordance?id=" + patient).json().toString())
                .contains(foreign.sopInstanceUid());
    }

    @Test
    void putsAsideWhatIsAboutAnotherPatientThanItsStudy() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        SrDocument edited = edited(draft, verified(), List.of(draft.asMember())).toBuilder()
                .context(draft.context().toBuilder()
                        .put(Tag.PatientID, "SOMEBODY-ELSE")
                        .build())
                .build();

        room.store(SrWriter.write(edited));

        assertThat(entry(edited).getString("outcome")).isEqualTo("SET_ASIDE");
        assertThat(entry(edited).getString("reason")).contains("another patient");
        assertThat(room.report(id).json().getString("state")).isEqualTo("DRAFT");
    }

    @Test
    void takesADocumentWhoseEditorDroppedTheIssuerOfThePatientId() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        SrDocument edited = edited(draft, complete(), List.of(draft.asMember())).toBuilder()
                .context(draft.context().filter(tag -> tag != Tag.IssuerOfPatientID))
                .build();

        room.store(SrWriter.write(edited));

        assertThat(room.await(study, patient, "COMPLETED")).isEqualTo(id);
    }

    @Test
    void putsAsideAChangedDocumentUnderTheUidOfOurs() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        SrDocument changed = edited(draft, verified(), List.of()).toBuilder()
                .sopInstance(draft.sopInstanceUid())
                .series(draft.series())
                .build();

        room.store(SrWriter.write(draft));
        room.store(SrWriter.write(draft));
        room.store(SrWriter.write(changed));

        JsonObject entry = entry(changed);
        assertThat(entry.getString("outcome")).isEqualTo("SET_ASIDE");
        assertThat(entry.getString("reason")).contains("SOP Instance UID of version 1");
        assertThat(entry.getInt("reportId")).isEqualTo((int) id);
        assertThat(room.report(id).json().getString("state")).isEqualTo("DRAFT");
    }

    @Test
    void countsNoSecondReportOfAStudyThatIsBeingReadHere() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        room.fill(id, "IJV-L-J1");
        SrDocument second = edited(draft, verified(), List.of());

        room.store(SrWriter.write(second));

        assertThat(outcome(second)).isEqualTo("SET_ASIDE");
        assertThat(entry(second).getString("reason")).contains("IN_PROGRESS");
    }

    @Test
    void letsAPersonTakeOverWhatWasPutAsideAndKeepsWhatTheFormHeld() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        room.fill(id, "IJV-L-J1");
        SrDocument edited = edited(draft, verified(), List.of(draft.asMember()));
        room.store(SrWriter.write(edited));
        assertThat(outcome(edited)).isEqualTo("SET_ASIDE");
        String path = "reports/foreign/" + edited.sopInstanceUid();
        assertThat(room.post(path + "/retry", "{}").json().getString("outcome")).isEqualTo("SET_ASIDE");

        JsonObject taken = room.post(path + "/retry", "{\"replace\": true}").json();

        assertThat(taken.getString("outcome")).isEqualTo("TAKEN_OVER");
        JsonObject report = room.report(id).json();
        assertThat(report.getString("state")).isEqualTo("VERIFIED");
        assertThat(report.getJsonArray("versions")).hasSize(3);
        assertThat(SrReader.read(room.document(id, 2)).document().root().toString())
                .contains("Narrow IJV-L-J1");
        assertThat(room.post(path + "/retry", "{}").status()).isEqualTo(409);
    }

    @Test
    void letsAPersonSettleWhatWasPutAside() throws IOException, SrException {
        long id = room.draft(study, patient);
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        room.fill(id, "IJV-L-J1");
        SrDocument edited = edited(draft, complete(), List.of(draft.asMember()));
        room.store(SrWriter.write(edited));
        assertThat(entry(edited).getBoolean("waits")).isTrue();
        String path = "reports/foreign/" + edited.sopInstanceUid();

        assertThat(room.post(path + "/settle", "{\"note\": \"\"}").status()).isEqualTo(400);
        JsonObject settled =
                room.post(path + "/settle", "{\"note\": \"typed in again\"}").json();

        assertThat(settled.getJsonObject("settled").getString("note")).isEqualTo("typed in again");
        assertThat(room.get("reports/foreign?outcome=SET_ASIDE").json().toString())
                .doesNotContain(edited.sopInstanceUid());
        assertThat(new String(room.get(path + "/document").body(), StandardCharsets.UTF_8))
                .isNotEmpty();
    }

    @Test
    void withdrawsAReportWhoseCountingVersionTheArchiveRejects() throws IOException, SrException {
        long id = verifiedReport();
        SrDocument first = SrReader.read(room.document(id, 1)).document();
        SrDocument counting = SrReader.read(room.document(id, 3)).document();

        room.store(note(RejectionReason.QUALITY, first.asMember()));
        SrDocument rejection = KeyObjectSelection.rejection(
                        RejectionReason.INCORRECT_WORKLIST_ENTRY, "wrong patient", List.of(counting.asMember()))
                .context(counting.context())
                .series(KeyObjectSelection.series(Uids.create(), 88, "Rejected"))
                .contentAt(NOW)
                .build();
        room.store(SrWriter.write(rejection));

        assertThat(room.await(study, patient, "WITHDRAWN")).isEqualTo(id);
        assertThat(room.report(id).json().getString("withdrawnReason"))
                .isEqualTo("Incorrect Modality Worklist Entry: wrong patient");
        assertThat(outcome(rejection)).isEqualTo("TAKEN_OVER");
    }

    @Test
    void keepsAReportThatTheArchiveOnlyStopsKeeping() throws IOException, SrException {
        long id = verifiedReport();
        SrDocument counting = SrReader.read(room.document(id, 3)).document();
        Dataset note = note(RejectionReason.RETENTION_EXPIRED, counting.asMember());

        room.store(note);

        assertThat(entry(SrReader.read(note).document()).getString("outcome")).isEqualTo("SET_ASIDE");
        assertThat(room.report(id).json().getString("state")).isEqualTo("VERIFIED");
    }

    @Test
    void takesRejectedImagesOutOfTheEvidence() throws IOException, SrException {
        long id = room.draft(study, patient);

        room.store(note(
                RejectionReason.QUALITY,
                StudyReference.Member.of(study, study + ".1", UID.MRImageStorage, study + ".1.2")));

        ReadingRoom.await(() ->
                Optional.of(room.report(id).json().getJsonArray("versions")).filter(versions -> versions.size() == 2));
        assertThat(SrReader.read(room.document(id, 2)).document().provenance().currentEvidence().stream()
                        .flatMap(StudyReference::sops)
                        .map(SopReference::sopInstanceUid))
                .containsExactly(study + ".1.1");
    }

    @Test
    void draftsNothingAnewWhenImagesOfAWithdrawnReportAreRejected() throws IOException, SrException {
        long id = verifiedReport();
        room.post("reports/" + id + "/withdraw", "{\"reason\": \"wrong patient\"}");

        room.store(note(
                RejectionReason.QUALITY,
                StudyReference.Member.of(study, study + ".1", UID.MRImageStorage, study + ".1.2")));

        ReadingRoom.await(() -> Optional.of(room.get("studies/" + study).json())
                .filter(one -> one.getString("stableReason").equals("rejection note")
                        && one.getString("state").equals("STABLE")));
        assertThat(room.get("reports?patient=" + patient).json().getJsonArray("reports"))
                .hasSize(1);
    }

    private long verifiedReport() throws IOException {
        long id = room.draft(study, patient);
        room.fill(id, "IJV-L-J1");
        room.post("reports/" + id + "/complete", "{}");
        assertThat(room.verify(id, "READER^RITA").status()).isEqualTo(200);
        return id;
    }

    private Dataset note(RejectionReason reason, StudyReference.Member... rejected) throws SrException {
        return note(image(study, patient, 1), reason, rejected);
    }

    static Dataset note(Dataset ofTheStudy, RejectionReason reason, StudyReference.Member... rejected)
            throws SrException {
        return SrWriter.write(KeyObjectSelection.rejection(reason, "not wanted", List.of(rejected))
                .context(ofTheStudy)
                .series(KeyObjectSelection.series(Uids.create(), 88, "Rejected"))
                .contentAt(NOW)
                .build());
    }

    /** The draft as another editor completed it, with the content of a report that was filled in here. */
    private SrDocument edited(SrDocument draft, DocumentState state, List<StudyReference.Member> predecessors)
            throws IOException {
        return edited(room, patient, draft, state, predecessors);
    }

    static SrDocument edited(
            ReadingRoom room,
            String patient,
            SrDocument draft,
            DocumentState state,
            List<StudyReference.Member> predecessors)
            throws IOException {
        String study2 = Uids.create();
        long model = room.draft(study2, patient + "M");
        room.fill(model, "IJV-R-J2");
        room.post("reports/" + model + "/complete", "{}");
        SrDocument filled = SrReader.read(room.document(model, 2)).document();
        return draft.toBuilder()
                .sopInstance(Uids.create())
                .series(DocumentSeries.of(Uids.create(), 77, "Another editor"))
                .predecessors(StudyReference.group(predecessors))
                .state(state)
                .root(filled.root())
                .build();
    }

    private static DocumentState complete() {
        return new DocumentState(
                Optional.of(CompletionFlag.COMPLETE),
                Optional.empty(),
                Optional.of(VerificationFlag.UNVERIFIED),
                Optional.empty(),
                List.of());
    }

    private static DocumentState verified() {
        return verified("ELSE^ELLA");
    }

    static DocumentState verified(String observer) {
        return new DocumentState(
                Optional.of(CompletionFlag.COMPLETE),
                Optional.empty(),
                Optional.of(VerificationFlag.VERIFIED),
                Optional.empty(),
                List.of(VerifyingObserver.of(PersonName.parse(observer), Optional.empty(), "TEST HOSPITAL", NOW)));
    }

    private String outcome(SrDocument document) {
        return entry(document).getString("outcome");
    }

    private JsonObject entry(SrDocument document) {
        return ReadingRoom.await(() ->
                room.get("reports/foreign").json().getJsonArray("documents").getValuesAs(JsonObject.class).stream()
                        .filter(entry -> entry.getString("sopInstanceUid").equals(document.sopInstanceUid()))
                        .findFirst());
    }
}
