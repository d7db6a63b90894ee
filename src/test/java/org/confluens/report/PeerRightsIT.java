package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.report.ForeignReportsIT.edited;
import static org.confluens.report.ForeignReportsIT.note;
import static org.confluens.report.ForeignReportsIT.verified;
import static org.confluens.report.ReadingRoom.image;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.hl7.MllpSender;
import org.confluens.sr.RejectionReason;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What peers can do to a running service that names their rights, over the wire. */
class PeerRightsIT {

    private static final String NOBODY = "NOBODY^EVER";

    @TempDir
    private static Path folder;

    private static ServiceWithPeers service;

    private final String study = Uids.create();
    private final String patient = "R" + Math.abs(study.hashCode());
    private final ReadingRoom modality = service.room("rita", "MR1");
    private final ReadingRoom archive = service.room("rita", "PACS");
    private final ReadingRoom signer = service.room("rita", "SIGNER");

    @BeforeAll
    static void start() throws IOException {
        service = ServiceWithPeers.start(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void letsASignatureOfAPeerThatMayNotSignWaitForAPersonAlsoAcrossARestart() throws Exception {
        long id = modality.draft(study, patient);
        SrDocument signed = signed(id);
        archive.store(SrWriter.write(signed));
        assertWaits(signed, "SIGN");
        assertThat(modality.report(id).json().getString("state")).isEqualTo("DRAFT");
        assertThat(flags()).doesNotContain("IJV-R-J2");

        service.killAndStartAgain();
        JsonObject waiting = assertWaits(signed, "SIGN");
        assertThat(waiting.getString("host")).isEqualTo("127.0.0.1");
        assertThat(flags()).doesNotContain("IJV-R-J2");

        assertThat(accept(signed, waiting).getString("outcome")).isEqualTo("TAKEN_OVER");
        JsonObject report = modality.report(id).json();
        assertThat(report.getString("state")).isEqualTo("VERIFIED");
        assertThat(report.getJsonArray("versions").getJsonObject(1).getString("madeBy"))
                .isEqualTo(NOBODY + ", stored by PACS@127.0.0.1, accepted by rita");
        ReadingRoom.await(() -> Optional.of(flags()).filter(flags -> flags.contains("IJV-R-J2")));
        assertThat(modality.post(path(signed, "accept"), fingerprint(waiting)).status())
                .isEqualTo(409);
    }

    @Test
    void letsASignedReportWithoutADraftWaitToo() throws Exception {
        long other = modality.draft(study, patient);
        SrDocument draft = SrReader.read(modality.document(other, 1)).document();
        SrDocument signed = edited(modality, patient, draft, verified(NOBODY), List.of()).toBuilder()
                .context(draft.context().toBuilder()
                        .put(Tag.StudyInstanceUID, Uids.create())
                        .build())
                .build();
        archive.store(SrWriter.write(signed));
        JsonObject waiting = assertWaits(signed, "SIGN");
        assertThat(waiting.containsKey("reportId")).isFalse();

        assertThat(accept(signed, waiting).getString("outcome")).isEqualTo("COUNTED");
    }

    @Test
    void takesASignatureOfAPeerThatMaySignAtOnce() throws Exception {
        long id = modality.draft(study, patient);
        signer.store(SrWriter.write(signed(id)));

        assertThat(modality.await(study, patient, "VERIFIED")).isEqualTo(id);
        assertThat(modality.report(id)
                        .json()
                        .getJsonArray("versions")
                        .getJsonObject(1)
                        .getString("madeBy"))
                .isEqualTo(NOBODY + ", stored by SIGNER@127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        // What is asked, its body, and the answer.
        "accept, '{\"fingerprint\": \"%s\"}',                          400",
        "accept, '{\"fingerprint\": \"%s\", \"password\": \"\"}',      400",
        "accept, '{\"fingerprint\": \"%s\", \"password\": null}',      400",
        "accept, '{\"fingerprint\": \"%s\", \"password\": [\"x\"]}', 400",
        "accept, '{\"fingerprint\": \"%s\", \"password\": \"wrong\"}', 403",
        "retry,  '{\"replace\": true}',                               400",
        "retry,  '{\"replace\": true, \"password\": \"wrong\"}',      403",
    })
    void letsNobodyAcceptWithoutThePasswordOfTheAccount(String action, String body, int status) throws Exception {
        long id = modality.draft(study, patient);
        SrDocument signed = signed(id);
        archive.store(SrWriter.write(signed));
        JsonObject waiting = assertWaits(signed, "SIGN");

        assertThat(modality.post(path(signed, action), body.replace("%s", waiting.getString("fingerprint")))
                        .status())
                .isEqualTo(status);
        assertThat(modality.report(id).json().getString("state")).isEqualTo("DRAFT");
        assertThat(entry(signed.sopInstanceUid()).getBoolean("waits")).isTrue();
    }

    @Test
    void keepsWhatAPersonPutsAsideOutOfEverything() throws Exception {
        long id = modality.draft(study, patient);
        SrDocument signed = signed(id);
        archive.store(SrWriter.write(signed));
        assertWaits(signed, "SIGN");

        assertThat(modality.post(path(signed, "settle"), "{\"note\": \"not ours\"}")
                        .status())
                .isEqualTo(200);

        assertThat(entry(signed.sopInstanceUid()).getBoolean("waits")).isFalse();
        assertThat(modality.report(id).json().getString("state")).isEqualTo("DRAFT");
        assertThat(flags()).doesNotContain("IJV-R-J2");
    }

    @Test
    void acceptsNothingThatCameInThePlaceOfWhatWasRead() throws Exception {
        long id = modality.draft(study, patient);
        SrDocument read = signed(id);
        archive.store(SrWriter.write(read));
        JsonObject waiting = assertWaits(read, "SIGN");
        SrDocument other = read.toBuilder().state(verified("SOMEBODY^ELSE")).build();
        archive.store(SrWriter.write(other));
        ReadingRoom.await(() -> Optional.of(entry(read.sopInstanceUid()))
                .filter(now -> !now.getString("fingerprint").equals(waiting.getString("fingerprint"))));

        assertThat(modality.post(path(read, "accept"), fingerprint(waiting)).status())
                .isEqualTo(409);
        assertThat(modality.report(id).json().getString("state")).isEqualTo("DRAFT");
    }

    @Test
    void letsARejectionOfAPeerThatMayNotRejectWait() throws Exception {
        long id = verifiedReport();
        SrDocument counting = SrReader.read(modality.document(id, 3)).document();
        Dataset note = note(
                image(study, patient, 1),
                RejectionReason.QUALITY,
                counting.asMember(),
                StudyReference.Member.of(study, study + ".1", UID.MRImageStorage, study + ".1.2"));
        SrDocument rejection = SrReader.read(note).document();
        archive.store(note);
        JsonObject waiting = assertWaits(rejection, "REJECT");
        assertThat(waiting.getJsonNumber("reportId").longValue()).isEqualTo(id);
        assertThat(modality.report(id).json().getString("state")).isEqualTo("VERIFIED");
        assertThat(modality.get("studies/" + study).json().getString("stableReason"))
                .isNotEqualTo("rejection note");

        assertThat(accept(rejection, waiting).getString("outcome")).isEqualTo("TAKEN_OVER");
        assertThat(modality.report(id).json().getString("state")).isEqualTo("WITHDRAWN");
        assertThat(modality.get("studies/" + study).json().getString("stableReason"))
                .isEqualTo("rejection note");
    }

    @Test
    void letsARejectionOfImagesWaitAndThenTakesThemOutOfTheEvidence() throws Exception {
        long id = modality.draft(study, patient);
        Dataset note = note(
                image(study, patient, 1),
                RejectionReason.PATIENT_SAFETY,
                StudyReference.Member.of(study, study + ".1", UID.MRImageStorage, study + ".1.2"));
        SrDocument rejection = SrReader.read(note).document();
        archive.store(note);
        JsonObject waiting = assertWaits(rejection, "REJECT");
        assertThat(modality.report(id).json().getJsonArray("versions")).hasSize(1);

        assertThat(accept(rejection, waiting).getBoolean("waits")).isFalse();
        ReadingRoom.await(() -> Optional.of(modality.report(id).json().getJsonArray("versions"))
                .filter(versions -> versions.size() == 2));
    }

    @Test
    void followsARejectionOfAPeerThatMayRejectAtOnce() throws Exception {
        long id = verifiedReport();
        SrDocument counting = SrReader.read(modality.document(id, 3)).document();
        signer.store(note(image(study, patient, 1), RejectionReason.QUALITY, counting.asMember()));

        assertThat(modality.await(study, patient, "WITHDRAWN")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        // Caller, called AE title, SOP class, and whether it is accepted.
        "MR1,    CONFLUENS,    1.2.840.10008.1.1,             true",
        "MR1,    CONFLUENS,    1.2.840.10008.5.1.4.1.1.4,     true",
        "MR1,    CONFLUENS,    1.2.840.10008.5.1.4.1.1.88.33, false",
        "MR1,    CONFLUENS,    1.2.840.10008.5.1.4.1.1.88.59, false",
        "MR1,    CONFLUENS,    1.2.840.10008.5.1.4.31,        false",
        "MR1,    CONFLUENS_WL, 1.2.840.10008.5.1.4.31,        false",
        "MR1,    CONFLUENS,    1.2.840.10008.3.1.2.3.3,       false",
        "MR1,    CONFLUENS,    1.2.840.10008.1.20.1,          false",
        "MR1,    CONFLUENS,    1.2.840.10008.5.1.4.33,        false",
        "PACS,   CONFLUENS,    1.2.840.10008.5.1.4.1.1.88.33, true",
        "PACS,   CONFLUENS,    1.2.840.10008.5.1.4.1.1.4,     false",
        "SIGNER, CONFLUENS,    1.2.840.10008.5.1.4.1.1.88.59, true",
        "ANGIO1, CONFLUENS_WL, 1.2.840.10008.5.1.4.31,        true",
        "ANGIO1, CONFLUENS,    1.2.840.10008.3.1.2.3.3,       true",
        "ANGIO1, CONFLUENS,    1.2.840.10008.5.1.4.1.1.4,     false",
        "OTHER,  CONFLUENS,    1.2.840.10008.1.1,             false",
        "pacs,   CONFLUENS,    1.2.840.10008.5.1.4.1.1.88.33, false",
    })
    void negotiatesOnlyWhatACallerMay(String caller, String called, String sopClass, boolean allowed) {
        RemoteAe us = new RemoteAe(called, "127.0.0.1", service.dicomPort());
        List<PresentationRequest> asked = List.of(PresentationRequest.of(sopClass, UID.ImplicitVRLittleEndian));
        assertThat(accepts(caller, us, asked, sopClass)).isEqualTo(allowed);
    }

    private static boolean accepts(String caller, RemoteAe us, List<PresentationRequest> asked, String sopClass) {
        try (ClientAssociation association = DimseClient.open(caller, us, asked, ClientOptions.defaults())) {
            return !association.accepted(sopClass).isEmpty();
        } catch (IOException rejected) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Sender, message, and the answer.
        "RIS|HOSP,  ADT^A40, AR, 201",
        "RIS|HOSP,  ADT^A08, AR, 201",
        "ADT|HOSP,  ADT^A08, AA, ''",
        "ADT|HOSP,  ADT^A40, AR, 201",
        "MPI|HOSP,  ADT^A40, AA, ''",
        "MPI|HOSP,  ADT^A08, AR, 201",
        "EVIL|HOSP, ADT^A40, AR, 204",
        "MPI|EVIL,  ADT^A40, AR, 204",
        "MPI,       ADT^A40, AR, 204",
    })
    void answersOnlyWhatASenderMay(String sender, String type, String code, String problem) throws IOException {
        String message = "MSH|^~\\&|" + sender + (sender.indexOf('|') < 0 ? "|" : "") + "|CONFLUENS||20261123||" + type
                + "|" + Uids.create().substring(0, 15) + "|P|2.5\rPID|1||" + patient + "^^^TEST||DOE^JANE||19750101|F\r"
                + (type.endsWith("A40") ? "MRG|" + patient + "OLD^^^TEST\r" : "");
        assertThat(MllpSender.send(service.hl7Port(), message))
                .contains("MSA|" + code + "|")
                .contains(problem.isEmpty() ? "" : "|" + problem + "^");
    }

    @Test
    void mergesNoPatientsForASenderThatMayNot() throws IOException {
        modality.draft(study, patient);
        String other = patient + "X";
        String merge = "MSH|^~\\&|%s|HOSP|CONFLUENS||20261123||ADT^A40|" + patient + "|P|2.5\rPID|1||" + other
                + "^^^TEST||DOE^JANE||19750101|F\rMRG|" + patient + "^^^TEST\r";
        assertThat(MllpSender.send(service.hl7Port(), merge.formatted("RIS")))
                .contains("MSA|AR|")
                .contains("no right to this message");
        assertThat(modality.get("reports?patient=" + patient).json().getJsonArray("reports"))
                .hasSize(1);
        assertThat(modality.get("reports?patient=" + other).json().getJsonArray("reports"))
                .isEmpty();

        assertThat(MllpSender.send(service.hl7Port(), merge.formatted("MPI"))).contains("MSA|AA|");
        assertThat(modality.get("reports?patient=" + other).json().getJsonArray("reports"))
                .hasSize(1);
    }

    @Test
    void saysInTheSessionWhetherPeersMayDoEverything() {
        assertThat(modality.get("session").json().getBoolean("openPeers")).isFalse();
        assertThat(modality.get("reports/foreign").json().getBoolean("open")).isFalse();
    }

    private SrDocument signed(long id) throws IOException {
        SrDocument draft = SrReader.read(modality.document(id, 1)).document();
        return edited(modality, patient, draft, verified(NOBODY), List.of(draft.asMember()));
    }

    private long verifiedReport() throws IOException {
        long id = modality.draft(study, patient);
        modality.fill(id, "IJV-L-J1");
        modality.post("reports/" + id + "/complete", "{}");
        assertThat(modality.post("reports/" + id + "/verify", "{\"password\": \"" + ServiceWithPeers.PASSWORD + "\"}")
                        .status())
                .isEqualTo(200);
        return id;
    }

    private String flags() {
        return modality.get("flags?patient=" + patient).json().toString();
    }

    private JsonObject assertWaits(SrDocument document, String lack) throws SrException {
        JsonObject entry = entry(document.sopInstanceUid());
        assertThat(entry.getString("outcome")).isEqualTo("SET_ASIDE");
        assertThat(entry.getString("lacks")).isEqualTo(lack);
        assertThat(entry.getBoolean("waits")).isTrue();
        assertThat(entry.getString("callingAeTitle")).isEqualTo("PACS");
        assertThat(entry.getJsonArray("actions").toString()).isEqualTo("[\"accept\",\"settle\"]");
        return entry;
    }

    private JsonObject accept(SrDocument document, JsonObject read) {
        assertThat(service.room("rob", "PACS")
                        .post(path(document, "accept"), fingerprint(read))
                        .status())
                .isEqualTo(403);
        ReadingRoom.Answer answer = modality.post(path(document, "accept"), fingerprint(read));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("acceptedBy")).isEqualTo("rita");
        return answer.json();
    }

    private static String fingerprint(JsonObject read) {
        return fingerprint(read, ServiceWithPeers.PASSWORD);
    }

    private static String fingerprint(JsonObject read, String password) {
        return "{\"fingerprint\": \"%s\", \"password\": \"%s\"}".formatted(read.getString("fingerprint"), password);
    }

    private static String path(SrDocument document, String action) {
        return "reports/foreign/" + document.sopInstanceUid() + "/" + action;
    }

    private JsonObject entry(String uid) {
        return ReadingRoom.await(() -> modality.get("reports/foreign").json().getJsonArray("documents").stream()
                .map(JsonValue::asJsonObject)
                .filter(entry -> entry.getString("sopInstanceUid").equals(uid))
                .findFirst());
    }
}
