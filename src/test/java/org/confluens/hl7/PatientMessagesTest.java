package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.model.Segment;
import java.nio.charset.StandardCharsets;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who messages are about, and what those on patients do. */
class PatientMessagesTest {

    private WorklistDatabase database;
    private WorklistDatabase.Wired wired;
    private Hl7Receiver receiver;
    private int messages;

    @BeforeEach
    void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
        wired = database.wired();
        MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK);
        Hl7Inbox inbox =
                new Hl7Inbox(wired.worklist(), wired.patients(), log, new IdentifierChoice("", WorklistDatabase.CLOCK));
        receiver = new Hl7Receiver(inbox::carryOut, log, new Acknowledgement(WorklistDatabase.CLOCK));
    }

    @AfterEach
    void closeDatabase() throws Exception {
        database.close();
    }

    /** The clock shows 2026-11-23. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                ";A1^^^ONE~A2^^^TWO;A1 ONE",
                ";A1^^^ONE~A2^^^TWO^MR;A2 TWO",
                ";^^^ONE~A2^^^TWO;A2 TWO",
                ";\"\"^^^ONE~A2^^^TWO;A2 TWO",
                ";A1^^^ONE^MR^^20200101^20251231~A2^^^TWO^MR;A2 TWO",
                ";A1^^^ONE^MR^^20270101~A2^^^TWO^PI;A2 TWO",
                ";A1^^^&1.2.3&ISO;A1 1.2.3",
                ";A1;'A1 '",
                ";A1^^^ONE^MR^^20200101^20251231;''",
                "TWO;A1^^^ONE^MR~A2^^^TWO^PI;A2 TWO",
                "TWO,ONE;A1^^^ONE^MR~A2^^^TWO^PI;A2 TWO",
                "THREE,ONE;A1^^^ONE^PI~A2^^^TWO^MR;A1 ONE",
                "THREE;A1^^^ONE^PI~A2^^^TWO^MR;A2 TWO",
                "1.2.3;A1^^^ONE^MR~A2^^^TWO&1.2.3&ISO^PI;A2 TWO",
                "TWO;A1^^^ONE~A2^^^TWO^^^^20251231;A1 ONE"
            })
    void choosesOneOfSeveralIdentifiers(String authorities, String field, String chosen) throws Exception {
        Segment pid = Segments.parse("MSH|^~\\&|||||||ADT^A08|1|P|2.5\rPID|1||" + field + "\r")
                .first("PID")
                .orElseThrow();
        String found = new IdentifierChoice(authorities == null ? "" : authorities, WorklistDatabase.CLOCK)
                .of(pid, 3)
                .map(key -> key.id() + " " + key.issuer())
                .orElse("");

        assertThat(found).isEqualTo(chosen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A34", "A36", "A40", "A47"})
    void aMergeTakesOrdersOfBeforeAndAfterWithIt(String event) {
        assertThat(order("P1^^^TEST", "S1")).contains("MSA|AA");
        assertThat(patient(event, "P2^^^TEST", "MRG|P1^^^TEST")).contains("MSA|AA");
        assertThat(order("P1^^^TEST", "S2")).contains("MSA|AA");

        assertThat(ofStep("S1")).isEqualTo(new PatientKey("P2", "TEST"));
        assertThat(ofStep("S2")).isEqualTo(new PatientKey("P2", "TEST"));
    }

    @Test
    void aMoveTakesWhatWasThereAndLeavesTheIdentifier() {
        order("P1^^^TEST", "S1");
        assertThat(patient("A43", "P2^^^TEST", "MRG|P1^^^TEST")).contains("MSA|AA");
        order("P1^^^TEST", "S2");

        assertThat(ofStep("S1")).isEqualTo(new PatientKey("P2", "TEST"));
        assertThat(ofStep("S2")).isEqualTo(new PatientKey("P1", "TEST"));
    }

    @Test
    void aMergeMovesStepsThatHaveEndedToo() {
        order("P1^^^TEST", "S1");
        assertThat(wired.worklist().cancel("S1")).isTrue();
        patient("A40", "P2^^^TEST", "MRG|P1^^^TEST");

        assertThat(ofStep("S1")).isEqualTo(new PatientKey("P2", "TEST"));
        assertThat(wired.worklist().step("S1").orElseThrow().state()).isEqualTo(StepState.CANCELED);
    }

    @Test
    void aMergeMatchesTheIdentifiersOfOneAuthority() {
        order("P1^^^TEST", "S1");
        patient("A40", "X2^^^ELSE~P2^^^TEST^MR", "MRG|X1^^^ELSE^MR~P1^^^TEST");

        assertThat(ofStep("S1")).isEqualTo(new PatientKey("P2", "TEST"));
    }

    @Test
    void anOrderWithoutAuthorityIsForTheOneWhoCanBeMeant() {
        order("P1^^^TEST", "S1");
        order("P1", "S2");
        assertThat(ofStep("S2")).isEqualTo(new PatientKey("P1", "TEST"));

        order("P2", "S3");
        assertThat(ofStep("S3")).isEqualTo(new PatientKey("P2", ""));
        order("P2^^^TEST", "S4");
        assertThat(ofStep("S3")).as("known by now").isEqualTo(new PatientKey("P2", "TEST"));
    }

    @Test
    void aChangeIsAcceptedOnlyOfSomebodyWhoIsKnownThen() {
        assertThat(patient("A08", "P7^^^TEST", "PV1|1|O")).contains("MSA|AA");
        assertThat(wired.patients().patient(new PatientKey("P7", "TEST")))
                .map(Patient::name)
                .contains("DOE^JANE");

        order("P8^^^ONE", "S1");
        order("P8^^^TWO", "S2");
        assertThat(patient("A08", "P8", "PV1|1|O")).contains("MSA|AE").contains("PID-3.4");
        assertThat(ofStep("S1")).isEqualTo(new PatientKey("P8", "ONE"));
    }

    private PatientKey ofStep(String id) {
        return wired.worklist().step(id).orElseThrow().patient().key();
    }

    private String patient(String event, String identifiers, String more) {
        return answer("ADT^" + event, pid(identifiers) + more + "\r");
    }

    private String order(String identifiers, String step) {
        return answer(
                "ORM^O01",
                pid(identifiers) + "ORC|NW|PL" + step + "|||||^^^20261124093000\rOBR|1|PL" + step
                        + "||VENO^Venography^99HIS||||||||||||||A" + step + "|R" + step + "|" + step
                        + "|ANGIO1|||XA\r");
    }

    private static String pid(String identifiers) {
        return "PID|1||" + identifiers + "||DOE^JANE||19700101|F\r";
    }

    private String answer(String type, String segments) {
        messages++;
        String message =
                "MSH|^~\\&|HIS|WARD|CONFLUENS|LAB|20261123080000||" + type + "|PM" + messages + "|P|2.5\r" + segments;
        return new String(receiver.answer(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
