package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.ScheduledStep;
import org.confluens.worklist.StepState;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.Worklist;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.WorklistItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as hospital systems write them: several orders, several patients, several messages in one. */
class OrderGroupsTest {

    private static final String PID = "PID|||P1^^^TEST||DOE^JANE||19700102|F\r";

    private WorklistDatabase database;
    private StepStore store;
    private Worklist worklist;
    private Hl7Receiver receiver;

    @BeforeEach
    void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
        store = database.store();
        WorklistDatabase.Wired wired = database.wired();
        worklist = wired.worklist();
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
    void takesTheGroupsOfAnOrderAsStepsOfTheStudyThatItsLastSegmentNames() {
        assertThat(answer(procedure("1", "NW"))).contains("MSA|AA|1");

        assertThat(worklist.ofStudy("2.25.99"))
                .extracting(ScheduledStep::stepId)
                .containsExactly("S1", "S2");
    }

    @Test
    void takesEveryRequestUnderOneOrderControl() {
        String two = message("1", "", "ORC|NW|PL1^RIS|||||^^^20261202093000", obr("S1"), obr("S2"));

        assertThat(answer(two)).contains("MSA|AA|1");

        assertThat(item("S1").start()).isEqualTo(LocalDateTime.of(2026, 12, 2, 9, 30));
        assertThat(item("S2").start()).isEqualTo(LocalDateTime.of(2026, 12, 2, 9, 30));
    }

    @ParameterizedTest
    @CsvSource({
        "20261130202500+0900, 20261202093000, +0900",
        "20261130202500-0500, 20261202093000, -0500",
        "20261130202500+0900, 20261202093000-0500, -0500",
        "20261130202500.123+0900, 20261202093000, +0900"
    })
    void theZoneOfTheMessageIsThatOfItsTimesThatNameNone(String messageTime, String start, String zone) {
        assertThat(answer(message("1", messageTime, "ORC|NW|PL1^RIS|||||^^^" + start, obr("S1"))))
                .contains("MSA|AA|1");

        assertThat(item("S1").start())
                .isEqualTo(LocalDateTime.of(2026, 12, 2, 9, 30)
                        .atOffset(ZoneOffset.of(zone))
                        .atZoneSameInstant(ZoneId.systemDefault())
                        .toLocalDateTime());
    }

    @ParameterizedTest
    @CsvSource({
        "SC, CA, CANCELED",
        "SC, CM, CANCELED",
        "SC, DC, CANCELED",
        "XO, CM, CANCELED",
        "XO, CA, CANCELED",
        "SC, IP, SCHEDULED",
        "SC, HD, SCHEDULED",
        "SC, A, SCHEDULED",
        "XO, SC, SCHEDULED",
        "SC, '', SCHEDULED"
    })
    void theStatusOfAnOrderTakesItOffTheWorklist(String control, String status, StepState state) {
        answer(message("1", "", "ORC|NW|PL1^RIS|||||^^^20261202093000", obr("S1")));

        assertThat(answer(
                        message("2", "", "ORC|" + control + "|PL1^RIS|||" + status + "||^^^20261202093000", obr("S1"))))
                .contains("MSA|AA|2");

        assertThat(item("S1").state()).isEqualTo(state);
    }

    @Test
    void aStatusThatIsNotKnownIsSaidToBe() {
        answer(message("1", "", "ORC|NW|PL1^RIS|||||^^^20261202093000", obr("S1")));

        assertThat(answer(message("2", "", "ORC|SC|PL1^RIS|||QQ", obr("S1")))).contains("MSA|AE|2");
        assertThat(item("S1").state()).isEqualTo(StepState.SCHEDULED);
    }

    @Test
    void anOrderIsCanceledByTheNumberOfItsFillerAlone() {
        answer(message("1", "", "ORC|NW|PL1^RIS|F7^HIS||||^^^20261202093000", obr("S1")));

        assertThat(answer(message("2", "", "ORC|CA||F8^HIS"))).contains("MSA|AE|2");
        assertThat(answer(message("3", "", "ORC|CA||F7^HIS"))).contains("MSA|AA|3");

        assertThat(item("S1").state()).isEqualTo(StepState.CANCELED);
    }

    @Test
    void anOrderThatIsNotPutThereIsCompletedWithoutAWord() {
        assertThat(answer(message("1", "", "ORC|SC|PL9^RIS|||CM"))).contains("MSA|AA|1");
    }

    private static String message(String id, String time, String... segments) {
        return "MSH|^~\\&|RIS|HOSP|CONFLUENS|X|" + time + "||ORM^O01|" + id + "|P|2.5\r" + PID
                + String.join("\r", segments) + "\r";
    }

    private static String obr(String step) {
        return "OBR|1|||MRV^MR venography^L||||||||||||||A1|R1|" + step + "|ANGIO1|||MR";
    }

    @Test
    void keepsAllGroupsOfAnOrderThatIsChanged() {
        answer(procedure("1", "NW"));
        assertThat(answer(procedure("2", "XO").replace("ANGIO1", "ANGIO2"))).contains("MSA|AA|2");

        assertThat(worklist.ofStudy("2.25.99")).hasSize(2).allSatisfy(step -> {
            assertThat(step.state()).isEqualTo(StepState.SCHEDULED);
            assertThat(step.stationAeTitles()).containsExactly("ANGIO2");
        });
    }

    @Test
    void gathersTheProtocolCodesOfOneStep() {
        answer(procedure("1", "NW").replace("S2", "S1"));

        assertThat(item("S1").step().items(Tag.ScheduledProtocolCodeSequence))
                .extracting(code -> code.string(Tag.CodeValue, ""))
                .containsExactly("A", "B");
    }

    @Test
    void tellsStepsWithoutAnIdApart() {
        String message = procedure("1", "NW").replace("|S1|", "||").replace("|S2|", "||");
        answer(message);
        answer(message.replace("|1|P", "|2|P"));

        assertThat(worklist.ofStudy("2.25.99"))
                .extracting(ScheduledStep::description)
                .containsExactly("Part A", "Part B");
    }

    @Test
    void keepsTheStudiesOfImagingSegmentsApart() {
        String message = header("OMI^O23^OMI_O23", "1") + PID
                + "ORC|NW|PL1^HIS|F1\rTQ1|1||||||20261201093000\rOBR|1|PL1^HIS|F1|VENO^Veno^99HIS\r"
                + "IPC|ACC1|RP1|2.25.81|S1|XA|||BASE|ANGIO1\r"
                + "IPC|ACC2|RP2|2.25.82|S2|MR|||BASE|MR1\r";
        assertThat(answer(message)).contains("MSA|AA|1");

        assertThat(item("S1").studyInstanceUid()).isEqualTo("2.25.81");
        assertThat(item("S2").studyInstanceUid()).isEqualTo("2.25.82");
        assertThat(item("S2").accessionNumber()).isEqualTo("ACC2");
        assertThat(item("S2").requestedProcedureId()).isEqualTo("RP2");
    }

    @Test
    void schedulesAnOrderAgainThatWasCanceled() {
        answer(procedure("1", "NW"));
        answer(procedure("2", "CA"));
        assertThat(item("S1").state()).isEqualTo(StepState.CANCELED);

        assertThat(answer(procedure("3", "NW"))).contains("MSA|AA|3");
        assertThat(item("S1").state()).isEqualTo(StepState.SCHEDULED);
    }

    @Test
    void saysThatAnOrderCanNotBeCanceledOnceItsStepsAreBegun() {
        answer(procedure("1", "NW"));
        store.ofStudy("2.25.99").forEach(step -> store.changeState(step.id(), StepStore.open(), StepState.STARTED));

        assertThat(answer(procedure("2", "CA"))).contains("MSA|AE|2").contains("|206^");
        assertThat(item("S1").state()).isEqualTo(StepState.STARTED);
    }

    @Test
    void refusesTwoMessagesInOneFrameAndTwoPatientsInOneOrder() {
        String first = procedure("1", "NW");
        String other = procedure("2", "NW").replace("P1^", "P2^").replace("S1", "S3");

        assertThat(answer(first + other)).contains("MSA|AR|1").contains("|100^");
        assertThat(answer(first + other.substring(other.indexOf("PID"))))
                .contains("MSA|AE|1")
                .contains("ERR||PID^2|100^");
        assertThat(worklist.items("S1")).isEmpty();
        assertThat(worklist.items("S3")).isEmpty();
    }

    @Test
    void saysThatABatchIsNotTaken() {
        assertThat(answer("FHS|^~\\&|HIS\rBHS|^~\\&|HIS\r" + procedure("1", "NW") + "BTS|1\rFTS|1\r"))
                .contains("MSA|AR")
                .contains("in a frame of its own");
    }

    @Test
    void movesTheStepsOfEveryPairOfPatients() {
        answer(procedure("1", "NW"));
        String merge = header("ADT^A40^ADT_A39", "2") + "PID|||P7^^^TEST||ROE^RITA\rMRG|P6^^^TEST\r"
                + "PID|||P9^^^TEST||DOE^JANE\rMRG|P1^^^TEST\r";

        assertThat(answer(merge)).contains("MSA|AA|2");
        assertThat(item("S1").patient().id()).isEqualTo("P9");
    }

    @ParameterizedTest
    @CsvSource({"1970,''", "197001,''", "00000000,''", "19700102,19700102"})
    void takesADateOfBirthThatIsKnownInPart(String sent, String kept) {
        assertThat(answer(procedure("1", "NW").replace("19700102", sent))).contains("MSA|AA");
        assertThat(item("S1").patient().birthDate()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"19709999,PID^1^7", "20261201,", "20261301093000,ORC^1^7^1^4", "202612019930,ORC^1^7^1^4"})
    void refusesDatesThatAreNone(String value, String location) {
        String message = location != null && location.startsWith("PID")
                ? procedure("1", "NW").replace("19700102", value)
                : procedure("1", "NW").replace("20261201093000", value);
        String answer = answer(message);

        if (location == null) {
            assertThat(answer).contains("MSA|AA");
        } else {
            assertThat(answer).contains("MSA|AE").contains("ERR||" + location + "|102^");
        }
    }

    @Test
    void cutsWordsThatDicomCanNotHoldAndRefusesIdentifiersThatItCanNot() {
        answer(procedure("1", "NW").replace("Part A", "word ".repeat(30)));

        assertThat(item("S1").step().string(Tag.ScheduledProcedureStepDescription, ""))
                .hasSizeLessThanOrEqualTo(64)
                .startsWith("word word");
        assertThat(answer(procedure("2", "NW").replace("ACC9", "A".repeat(17)))).contains("MSA|AE|2");
    }

    @Test
    void readsJapaneseAsJapaneseSendersNameIt() {
        String message = procedure("1", "NW")
                .replaceFirst("2\\.5\r", "2.5||||||~ISO IR87\r")
                .replace("DOE^JANE", "Yamada^Tarou^^^^^L^A~山田^太郎^^^^^L^I");
        receiver.answer(message.getBytes(Charset.forName("ISO-2022-JP")));

        assertThat(item("S1").patient().name()).isEqualTo("Yamada^Tarou=山田^太郎");
    }

    @Test
    void answersInTheDelimitersOfTheMessage() {
        String answer = answer(procedure("1", "NW")
                .replace("P1^^^TEST", "")
                .replace('|', '%')
                .replace('^', '$')
                .replace("HIS%", "H|S%"));

        assertThat(answer)
                .startsWith("MSH%$~\\&%CONFLUENS%LAB%H|S%WARD%")
                .contains("\rMSA%AE%1%")
                .contains("\rERR%%PID$1$3$1$1%101$Required field missing$HL70357%E%");
    }

    @Test
    void readsLinesThatEndInANewline() {
        assertThat(answer(procedure("1", "NW").replace('\r', '\n'))).contains("MSA|AA|1");
    }

    @Test
    void answersAndKeepsWhatIsTooLongOrNeverEnds() throws Exception {
        byte[] beginning = procedure("1", "NW").getBytes(StandardCharsets.UTF_8);

        assertThat(new String(receiver.answerTooLong(beginning, 500), StandardCharsets.UTF_8))
                .contains("MSA|AR|1|The message has more than 500 bytes");
        receiver.unfinished(beginning);
        assertThat(new MessageLog(database.dataSource(), WorklistDatabase.CLOCK).refusals(10))
                .extracting(RefusedMessage::controlId)
                .containsExactly("1", "1");
    }

    private WorklistItem item(String stepId) {
        List<WorklistItem> items = worklist.items(stepId);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private String answer(String message) {
        return new String(receiver.answer(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static String header(String type, String controlId) {
        return "MSH|^~\\&|HIS|WARD|CONFLUENS|LAB|20261127080000||" + type + "|" + controlId + "|P|2.5\r";
    }

    /** One requested procedure of two steps, as IHE RAD-4 has it: an ORC and OBR for each, the study after the last. */
    private static String procedure(String controlId, String control) {
        return header("ORM^O01^ORM_O01", controlId) + PID
                + group(control, "A", "S1", "20261201093000")
                + group(control, "B", "S2", "20261201103000")
                + "ZDS|2.25.99^HIS^Application^DICOM\r";
    }

    private static String group(String control, String part, String stepId, String start) {
        return "ORC|" + control + "|PL9^HIS|F9||||^^^" + start + "^^R\rOBR|1|PL9^HIS|F9|VENO^Veno^99HIS^" + part
                + "^Part " + part + "^99RIS||||||||||||||ACC9|RP9|" + stepId + "|ANGIO1|||XA\r";
    }
}
