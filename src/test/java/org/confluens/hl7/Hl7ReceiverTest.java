package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Random;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.worklist.StepState;
import org.confluens.worklist.Worklist;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.WorklistItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages in, acknowledgements out, and what became of the worklist. */
class Hl7ReceiverTest {

    private static final String PID = "PID|||P1^^^TEST||DOE^JANE^M^JR^DR||19700102|F";
    private static final String ORC = "ORC|NW|PL1^HIS|F1||||^^^20261124093000^^S|||||7^ROE^RITA";
    private static final String OBR = "OBR|1|PL1^HIS|F1|VENO^Venography^99HIS^CATH^Catheter venography^99RIS"
            + "||||||||||||||ACC1|RP1|SPS1|ANGIO1|||XA|||||||^Check the left vein";

    private WorklistDatabase database;
    private Worklist worklist;
    private Hl7Receiver receiver;
    private Patients patients;

    @BeforeEach
    void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
        WorklistDatabase.Wired wired = database.wired();
        worklist = wired.worklist();
        patients = wired.patients();
        MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK);
        receiver = new Hl7Receiver(
                new Hl7Inbox(wired.worklist(), wired.patients(), log, new IdentifierChoice("", WorklistDatabase.CLOCK))
                        ::carryOut,
                log,
                new Acknowledgement(WorklistDatabase.CLOCK));
    }

    @AfterEach
    void closeDatabase() throws Exception {
        database.close();
    }

    @Test
    void schedulesTheStepOfAnOrder() {
        assertThat(acknowledged(order(ORC, OBR))).startsWith("MSA|AA|42");

        WorklistItem item = step();
        Dataset request = item.dataset();
        assertThat(item.patient().name()).isEqualTo("DOE^JANE^M^DR^JR");
        assertThat(item.patient().issuer()).isEqualTo("TEST");
        assertThat(item.accessionNumber()).isEqualTo("ACC1");
        assertThat(item.requestedProcedureId()).isEqualTo("RP1");
        assertThat(item.placerOrderNumber()).isEqualTo("PL1^HIS");
        assertThat(item.modality()).isEqualTo("XA");
        assertThat(item.stationAeTitles()).containsExactly("ANGIO1");
        assertThat(item.start()).isEqualTo("2026-11-24T09:30");
        assertThat(request.string(Tag.RequestedProcedurePriority)).contains("STAT");
        assertThat(request.string(Tag.RequestingPhysician)).contains("ROE^RITA");
        assertThat(request.string(Tag.ReasonForTheRequestedProcedure)).contains("Check the left vein");
        assertThat(item.step().string(Tag.ScheduledProcedureStepDescription)).contains("Catheter venography");
        assertThat(request.items(Tag.RequestedProcedureCodeSequence))
                .singleElement()
                .satisfies(code -> assertThat(code.string(Tag.CodeValue)).contains("VENO"));
    }

    @Test
    void schedulesOneStepForEachImagingSegmentOfAnOmiMessage() {
        String message = message("OMI^O23^OMI_O23", "42")
                + String.join(
                        "\r",
                        PID,
                        "PV1||I|W3^2^1||||||||||||||||V77",
                        "ORC|NW|PL1^HIS|F1||||||||||7^ROE^RITA",
                        "TQ1|1||||||20261124093000||S",
                        "OBR|1|PL1^HIS|F1|VENO^Venography^99HIS",
                        "IPC|ACC1|RP1|2.25.77|SPS1|XA|CATH^Catheter venography^99RIS|ROOM2|BASE|ANGIO1",
                        "IPC|ACC1|RP1|2.25.77|SPS2|IVUS|IV^Intravascular ultrasound^99RIS|ROOM2|BASE|ANGIO1")
                + "\r";

        assertThat(acknowledged(message)).startsWith("MSA|AA|42");
        assertThat(worklist.ofStudy("2.25.77"))
                .extracting(s -> s.stepId() + " " + s.modality())
                .containsExactly("SPS1 XA", "SPS2 IVUS");
        assertThat(step().admissionId()).isEqualTo("V77");
    }

    @Test
    void changesNothingWhenAMessageIsRepeated() {
        acknowledged(order(ORC, OBR));
        acknowledged(
                order(ORC.replace("NW", "XO"), OBR.replace("ANGIO1", "ANGIO2")).replace("|42|", "|43|"));
        String repeated = order(ORC, OBR).replace("20261123080000", "20261123090000");

        assertThat(acknowledged(repeated)).startsWith("MSA|AA|42");
        assertThat(step().stationAeTitles()).as("the later change stays").containsExactly("ANGIO2");
    }

    @Test
    void cancelsTheStepsOfAnOrder() {
        acknowledged(order(ORC, OBR));

        assertThat(acknowledged(order(ORC.replace("NW", "CA"), OBR).replace("|42|", "|43|")))
                .startsWith("MSA|AA|43");
        assertThat(step().state()).isEqualTo(StepState.CANCELED);
    }

    @Test
    void putsTheReplacementInThePlaceOfTheOrderThatItReplaces() {
        acknowledged(order(ORC, OBR));
        String replaced = order(ORC.replace("NW", "RP"), OBR);
        String by = String.join("\r", ORC.replace("NW", "RO"), OBR.replace("SPS1", "SPS9"))
                .replace("PL1", "PL2");

        assertThat(acknowledged((replaced + by + "\r").replace("|42|", "|43|"))).startsWith("MSA|AA|43");
        assertThat(step().state()).isEqualTo(StepState.CANCELED);
        assertThat(worklist.step("SPS9").orElseThrow().state()).isEqualTo(StepState.SCHEDULED);
    }

    @Test
    void cancelsTheStepThatAChangedOrderNoLongerNames() {
        acknowledged(order(ORC, OBR));
        acknowledged(order(ORC.replace("NW", "XO"), OBR.replace("SPS1", "SPS9")).replace("|42|", "|43|"));

        assertThat(step().state()).isEqualTo(StepState.CANCELED);
        assertThat(worklist.step("SPS9").orElseThrow().state()).isEqualTo(StepState.SCHEDULED);
    }

    @Test
    void givesAnOrderWithoutStudyTheSameStudyInEachMessage() {
        acknowledged(order(ORC, OBR));
        String study = step().studyInstanceUid();
        acknowledged(order(ORC.replace("NW", "XO"), OBR.replace("ACC1", "ACC2")).replace("|42|", "|43|"));

        assertThat(worklist.ofStudy(study))
                .singleElement()
                .satisfies(s -> assertThat(s.accessionNumber()).isEqualTo("ACC2"));
    }

    @Test
    void correctsThePatientOfOpenSteps() {
        acknowledged(order(ORC, OBR));

        assertThat(acknowledged(message("ADT^A08^ADT_A01", "44") + PID.replace("DOE^JANE", "ROE^JANE") + "\r"))
                .startsWith("MSA|AA|44");
        assertThat(step().patient().name()).startsWith("ROE^JANE");
        assertThat(patients.patient(new PatientKey("P1", "TEST")).orElseThrow().name())
                .isEqualTo("ROE^JANE^M^DR^JR");
    }

    @Test
    void keepsWhatAMessageAboutThePatientDoesNotSay() {
        acknowledged(order(ORC, OBR));

        assertThat(acknowledged(message("ADT^A08^ADT_A01", "44") + "PID|||P1^^^TEST||ROE^JANE\r"))
                .startsWith("MSA|AA|44");
        assertThat(step().patient().name()).isEqualTo("ROE^JANE");
        assertThat(step().patient().birthDate()).isEqualTo("19700102");
        assertThat(step().patient().sex()).isEqualTo("F");

        assertThat(acknowledged(message("ADT^A40^ADT_A39", "45") + "PID|||P2^^^TEST\rMRG|P1^^^TEST\r"))
                .startsWith("MSA|AA|45");
        assertThat(step().patient().id()).isEqualTo("P2");
        assertThat(step().patient().name()).isEqualTo("ROE^JANE");
    }

    @Test
    void movesTheStepsOfAMergedPatient() {
        acknowledged(order(ORC, OBR));
        String merge = message("ADT^A40^ADT_A39", "45") + PID.replace("P1", "P2") + "\rMRG|P1^^^TEST\r";

        assertThat(acknowledged(merge)).startsWith("MSA|AA|45");
        assertThat(step().patient().id()).isEqualTo("P2");
        assertThat(patients.patient(new PatientKey("P1", "TEST"))
                        .orElseThrow()
                        .key()
                        .id())
                .isEqualTo("P2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UNICODE UTF-8;UTF-8;Äneas^Rüdiger",
                "8859/1;ISO-8859-1;Äneas^Rüdiger",
                "8859/5;ISO-8859-5;Люкceмбypг",
                "8859/7;ISO-8859-7;Διονυσιος",
                "GB 18030-2000;GB18030;王^小东",
                "KS X 1001;EUC-KR;김^희중",
                "'';UTF-8;Äneas^Rüdiger",
                "'';ISO-8859-1;Äneas^Rüdiger",
                "ASCII;ISO-8859-1;Äneas^Rüdiger"
            })
    void readsTheCharacterSetThatTheMessageNames(String term, String charset, String name) {
        String text = order(ORC, OBR)
                .replace("DOE^JANE^M^JR^DR", name)
                .replaceFirst("\\|2\\.5\\r", "|2.5||||||" + term + "\r");
        String answer = new String(receiver.answer(text.getBytes(Charset.forName(charset))), Charset.forName(charset));

        assertThat(answer).contains("MSA|AA|42");
        assertThat(step().patient().name()).isEqualTo(name);
    }

    @Test
    void readsTheThreeGroupsOfAJapaneseName() {
        String name = "Yamada^Tarou^^^^^L^A~山田^太郎^^^^^L^I~やまだ^たろう^^^^^L^P";
        receiver.answer(order(ORC, OBR).replace("DOE^JANE^M^JR^DR", name).getBytes(StandardCharsets.UTF_8));

        assertThat(step().patient().name()).isEqualTo("Yamada^Tarou=山田^太郎=やまだ^たろう");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ORU^R01;PID|||P1;AR;200",
                "ORM^O02;PID|||P1;AR;201",
                "ADT^A02;PID|||P1;AR;201",
                "ORM^O01;ZZZ|1;AE;100",
                "ORM^O01;PID|||P1^^^TEST||DOE^JANE;AE;100",
                "ADT^A08;PID|1;AE;101",
                "ADT^A40;PID|||P1;AE;100",
                "ADT^A08;PID|||P1||||yesterday;AE;102"
            })
    void saysWhatIsWrongWithAMessage(String type, String segment, String kind, String code) {
        String answer = answer(message(type, "42") + segment + "\r");

        assertThat(answer)
                .contains("\rMSA|" + kind + "|42|")
                .contains("|" + code + "^")
                .contains("\rERR||");
    }

    @Test
    void namesTheFieldThatAnOrderLacks() {
        assertThat(answer(order(ORC.replace("^^^20261124093000^^S", ""), OBR)))
                .contains("MSA|AE|42|")
                .contains("ERR||ORC^1^7^1^4|101^Required field missing^HL70357|E||||The start of the procedure");
        assertThat(answer(order(ORC, OBR.replace("|XA|", "||"))))
                .contains("ERR||OBR^1|101^")
                .contains("Modality (0008,0060) is missing");
        assertThat(answer(order(ORC.replace("NW", "QQ"), OBR))).contains("ERR||ORC^1^1|103^");
        assertThat(answer(order(ORC.replace("NW", "CA"), OBR))).contains("ERR||ORC^1^2^1^1|204^");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"''", "nonsense", "MSH", "MSH|", "MSH|^~\\&|A|B", "PID|||P1", "MSH|^~\\&|A|B|C|D|2026||ORM^O01"})
    void answersWhatIsNoMessage(String text) {
        assertThat(answer(text)).startsWith("MSH|^~\\&|").contains("\rMSA|AR|").contains("\rERR|");
    }

    @Test
    void refusesUnknownCharacterSetsAndVersions() {
        assertThat(answer(order(ORC, OBR).replaceFirst("\\|2\\.5\\r", "|2.5||||||KLINGON\r")))
                .contains("MSA|AR|42|")
                .contains("ERR||MSH^1^18|103^");
        assertThat(answer(order(ORC, OBR).replaceFirst("\\|2\\.5\\r", "|3.0\r")))
                .contains("ERR||MSH^1^12|203^");
    }

    @Test
    void keepsWhatItRefuses() throws Exception {
        answer(message("ORU^R01", "99") + "PID|||P1\r");

        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select code, problem, control_id from hl7_message")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("AR");
            assertThat(row.getString(2)).startsWith("200 ");
            assertThat(row.getString(3)).isEqualTo("99");
        }
    }

    @Test
    void answersEveryMutilatedMessage() {
        byte[] good = order(ORC, OBR).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] broken = good.clone();
            for (int j = 0; j < 1 + i % 7; j++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            String answer = new String(receiver.answer(broken), StandardCharsets.ISO_8859_1);
            assertThat(answer).contains("\rMSA|A");
        }
    }

    private WorklistItem step() {
        return worklist.items("SPS1").get(0);
    }

    private String acknowledged(String message) {
        String answer = answer(message);
        return answer.substring(answer.indexOf("\r") + 1);
    }

    private String answer(String message) {
        return new String(receiver.answer(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static String message(String type, String controlId) {
        return "MSH|^~\\&|HIS|WARD|CONFLUENS|LAB|20261123080000||" + type + "|" + controlId + "|P|2.5\r";
    }

    private static String order(String orc, String obr) {
        return message("ORM^O01^ORM_O01", "42") + String.join("\r", PID, orc, obr) + "\r";
    }
}
