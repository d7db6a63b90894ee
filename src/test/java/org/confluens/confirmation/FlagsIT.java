package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.confluens.dicom.data.Uids;
import org.confluens.report.ReadingRoom;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Flags as a program sees them that uses the REST API. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FlagsIT {

    @ArquillianResource
    private URI address;

    private final String study = Uids.create();
    private final String patient = "C" + Math.abs(study.hashCode());
    private ReadingRoom room;
    private int flag;

    @BeforeEach
    void verifyAStenosisOnMr() throws IOException {
        room = new ReadingRoom(address);
        long report = room.draft(study, patient);
        room.fill(report, "IJV-L-J1");
        room.post("reports/" + report + "/complete", "{}");
        room.verify(report, "READER^RITA");
        JsonObject list =
                room.get("flags?state=CONFIRMATION_PROPOSED&patient=" + patient).json();
        assertThat(list.getInt("total")).isEqualTo(1);
        flag = list.getJsonArray("flags").getJsonObject(0).getInt("id");
    }

    @Test
    void theFlagSaysWhatMrSawAndWhichRuleRaisedIt() {
        JsonObject json = room.get("flags/" + flag).json();

        assertThat(json.getJsonObject("segment").getString("id")).isEqualTo("IJV-L-J1");
        assertThat(json.getJsonObject("finding").getString("studyInstanceUid")).isEqualTo(study);
        assertThat(json.getJsonObject("finding").getString("examination")).isEqualTo("MRV");
        assertThat(json.getJsonObject("rule").getString("id")).isEqualTo("CR-101");
        assertThat(json.getBoolean("overdue")).isFalse();
        assertThat(json.getJsonArray("history")).hasSize(2);
    }

    @Test
    void flagsAreFoundByTheirOutcome() {
        assertThat(room.get("flags?outcome=NOT_REPRODUCED&patient=" + patient)
                        .json()
                        .getInt("total"))
                .isZero();
        assertThat(room.get("flags?outcome=CURED").status()).isEqualTo(400);
    }

    @Test
    void nothingReachesTheWorklistBeforeSomebodyApproves() {
        assertThat(worklist()).doesNotContain(patient);

        ReadingRoom.Answer scheduled =
                room.post("flags/" + flag + "/schedule", "{\"start\":\"2026-03-09T09:30\",\"station\":\"ANGIO1\"}");

        assertThat(scheduled.status()).isEqualTo(200);
        JsonObject request = scheduled.json().getJsonObject("request");
        assertThat(scheduled.json().getString("state")).isEqualTo("SCHEDULED");
        assertThat(request.getString("start")).isEqualTo("2026-03-09T09:30");
        assertThat(request.getString("station")).isEqualTo("ANGIO1");
        assertThat(worklist()).contains(request.getString("scheduledProcedureStepId"));
        assertThat(room.post("flags/" + flag + "/schedule", "{}").status()).isEqualTo(409);
    }

    private String worklist() {
        return new String(room.get("worklist?patient=" + patient).body(), StandardCharsets.UTF_8);
    }

    @Test
    void aStepCanBeTakenBackAndScheduledAnew() {
        room.post("flags/" + flag + "/schedule", "{}");

        JsonObject released = room.post("flags/" + flag + "/unschedule", "{}").json();

        assertThat(released.getString("state")).isEqualTo("CONFIRMATION_PROPOSED");
        assertThat(released.getJsonObject("request").getString("state")).isEqualTo("PROPOSED");
        assertThat(room.post("flags/" + flag + "/unschedule", "{}").status()).isEqualTo(409);
        assertThat(room.post("flags/" + flag + "/schedule", "{}").status()).isEqualTo(200);
    }

    @Test
    void aStepThatIsTakenOffTheWorklistAsksForApprovalAgainAtOnce() {
        String step = room.post("flags/" + flag + "/schedule", "{}")
                .json()
                .getJsonObject("request")
                .getString("scheduledProcedureStepId");

        assertThat(room.delete("worklist/" + step).status()).isEqualTo(204);

        JsonObject waiting = room.get("flags/" + flag).json();
        assertThat(waiting.getString("state")).isEqualTo("CONFIRMATION_PROPOSED");
        assertThat(waiting.getJsonObject("request").getString("state")).isEqualTo("PROPOSED");
        assertThat(room.post("flags/" + flag + "/schedule", "{}").status()).isEqualTo(200);
    }

    @Test
    void aDismissalNeedsItsReasonAndStands() {
        ReadingRoom.Answer without = room.post("flags/" + flag + "/dismiss", "{}");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.json().getJsonArray("problems").getJsonObject(0).getString("field"))
                .isEqualTo("reason");

        JsonObject dismissed = room.post(
                        "flags/" + flag + "/dismiss", "{\"reason\":\"Known since the venogram of last year.\"}")
                .json();

        assertThat(dismissed.getString("state")).isEqualTo("DISMISSED");
        assertThat(dismissed.getJsonObject("settled").getString("reason")).contains("venogram");
        assertThat(dismissed.getJsonArray("actions")).isEmpty();
        assertThat(room.post("flags/" + flag + "/schedule", "{}").status()).isEqualTo(409);
    }

    @Test
    void thePatientsPageShowsTheSegmentTheVerdictAndTheRule() {
        JsonObject json = room.get("patients/" + patient + "/concordance").json();

        JsonObject segment = json.getJsonArray("segments").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getJsonObject("segment").getString("id").equals("IJV-L-J1"))
                .findFirst()
                .orElseThrow();
        assertThat(segment.getString("outcome")).isEqualTo("MR_ONLY");
        assertThat(segment.getJsonObject("verdicts").getJsonObject("MRV").getString("verdict"))
                .isEqualTo("STENOSIS");
        assertThat(segment.getJsonArray("flags")).hasSize(1);
        assertThat(json.getJsonArray("reports").getJsonObject(0).getString("studyInstanceUid"))
                .isEqualTo(study);
        assertThat(room.get("patients/NOBODY/concordance").status()).isEqualTo(404);
    }

    @Test
    void agreementComesAsJsonAndAsATableWithoutIdentities() {
        ReadingRoom.Answer json = room.get("statistics/agreement?from=2000-01-01&side=L");
        assertThat(json.json().getString("reference")).isEqualTo("CATHETER");
        assertThat(json.json().getJsonArray("pairs")).hasSize(4);

        ReadingRoom.Answer csv = room.get("statistics/agreement?format=csv");
        assertThat(new String(csv.body(), StandardCharsets.UTF_8))
                .startsWith("test,reference,segment,patients")
                .doesNotContain(patient);
        assertThat(room.get("statistics/agreement?from=yesterday").status()).isEqualTo(400);
    }
}
