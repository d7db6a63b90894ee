package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Uids;
import org.confluens.sr.CompletionFlag;
import org.confluens.sr.DocumentSeries;
import org.confluens.sr.DocumentState;
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
        Dataset context = draft.context().toBuilder()
                .put(org.confluens.dicom.data.Tag.StudyInstanceUID, elsewhere)
                .build();
        SrDocument foreign = edited(draft, verified(), List.of()).toBuilder()
                .context(context)
                .build();

        room.store(SrWriter.write(foreign));

        assertThat(outcome(foreign)).isEqualTo("COUNTED");
        JsonObject report = room.report(entry(foreign).getInt("reportId")).json();
        assertThat(report.getString("state")).isEqualTo("VERIFIED");
        assertThat(report.getString("origin")).isEqualTo("FOREIGN");
        assertThat(room.get("patients/" + patient + "/concordance").json().toString())
                .contains(foreign.sopInstanceUid());
    }

    /** The draft as another editor completed it, with the content of a report that was filled in here. */
    private SrDocument edited(SrDocument draft, DocumentState state, List<StudyReference.Member> predecessors)
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
        return new DocumentState(
                Optional.of(CompletionFlag.COMPLETE),
                Optional.empty(),
                Optional.of(VerificationFlag.VERIFIED),
                Optional.empty(),
                List.of(VerifyingObserver.of(PersonName.parse("ELSE^ELLA"), Optional.empty(), "TEST HOSPITAL", NOW)));
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
