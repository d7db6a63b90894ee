package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.StepNotTakenException;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.WorklistItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our orders, read back by our own mapping: what goes out is what would come in. */
class OrderSenderTest {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private String code = "AA|1";
    private MllpServer server;
    private OrderSender sender;

    @BeforeEach
    void listen() throws IOException {
        server = MllpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Thread::new,
                new MllpServer.Limits(
                        10, 10, 1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(10), MemoryBudget.unlimited()),
                from -> Optional.of(new MllpServer.Receiver() {
                    @Override
                    public byte[] answer(byte[] message) {
                        received.add(new String(message, StandardCharsets.UTF_8));
                        return ("MSH|^~\\&|RIS\rMSA|" + code + "\r").getBytes(StandardCharsets.UTF_8);
                    }

                    @Override
                    public byte[] answerTooLong(byte[] beginning, int limit) {
                        return new byte[0];
                    }

                    @Override
                    public byte[] answerLater(byte[] beginning) {
                        return "later".getBytes(StandardCharsets.UTF_8);
                    }

                    @Override
                    public void unfinished(byte[] beginning) {}
                }));
        sender = new OrderSender("127.0.0.1:" + server.port(), WorklistDatabase.CLOCK);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void sendsAnOrderThatReadsBackAsTheSameStep() throws Exception {
        Dataset protocol = Dataset.builder()
                .put(Tag.CodeValue, "CATH")
                .put(Tag.CodingSchemeDesignator, "99RIS")
                .put(Tag.CodeMeaning, "Catheter venography")
                .build();
        WorklistItem item = ItemBuilder.item()
                .with(Tag.PatientName, "Yamada^Tarou^^DR=山田^太郎=やまだ^たろう")
                .with(Tag.RequestedProcedurePriority, "STAT")
                .with(Tag.ReasonForTheRequestedProcedure, "Left IJV | J1 & J2")
                .stepItems(Tag.ScheduledProtocolCodeSequence, protocol)
                .build();
        sender.put(item);

        Segments message = Segments.parse(received.get(0));
        Dataset read = OrderMapping.requests(
                        message,
                        message.first("PID").orElseThrow(),
                        new IdentifierChoice("", WorklistDatabase.CLOCK),
                        OrderGroup.of(message))
                .get(0)
                .dataset();
        Dataset step = read.item(Tag.ScheduledProcedureStepSequence).orElseThrow();
        assertThat(read.string(Tag.PatientName)).contains("Yamada^Tarou^^DR=山田^太郎=やまだ^たろう");
        for (int tag : new int[] {
            Tag.PatientID,
            Tag.IssuerOfPatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.StudyInstanceUID,
            Tag.AccessionNumber,
            Tag.RequestedProcedureID,
            Tag.RequestedProcedurePriority,
            Tag.ReasonForTheRequestedProcedure
        }) {
            assertThat(read.string(tag)).isEqualTo(item.dataset().string(tag));
        }
        assertThat(step.string(Tag.ScheduledProcedureStepID)).contains("SPS1");
        assertThat(step.string(Tag.Modality)).contains("XA");
        assertThat(step.string(Tag.ScheduledStationAETitle)).contains("ANGIO1");
        assertThat(step.string(Tag.ScheduledProcedureStepStartTime)).contains("093000");
        assertThat(step.items(Tag.ScheduledProtocolCodeSequence)).containsExactly(protocol);
    }

    @Test
    void changesTheOrderOfAStepThatTheReceiverHas() throws Exception {
        sender.change(ItemBuilder.item().build());

        assertThat(received).singleElement().satisfies(m -> assertThat(m).contains("\rORC|XO|ACC1^CONFLUENS|"));
    }

    @Test
    void cancelsTheOrderOfACanceledStepOnly() throws Exception {
        WorklistItem item = ItemBuilder.item().build();
        sender.remove(item.in(StepState.COMPLETED));
        assertThat(received).isEmpty();
        sender.remove(item.in(StepState.CANCELED));

        assertThat(received).singleElement().satisfies(m -> assertThat(m).contains("\rORC|CA|ACC1^CONFLUENS|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA|1", "CA|1", "AA|1\rERR|||0^Message accepted^HL70357|I"})
    void isDoneWhenTheReceiverAccepts(String answer) throws Exception {
        code = answer;
        sender.put(ItemBuilder.item().build());
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "AE|1, PERMANENT",
        "AR|1, TEMPORARY",
        "CE|1, TEMPORARY",
        "CR|1, PERMANENT",
        "ZZ|1, TEMPORARY",
        "AE|1+ERR|||207^Application internal error^HL70357|E, TEMPORARY",
        "AE|1+ERR|||206^Application record locked^HL70357|E, TEMPORARY",
        "AE|1+ERR||PID^1^3|101^Required field missing^HL70357|E, PERMANENT",
        "AR|1+ERR|||203^Unsupported version id^HL70357|E, PERMANENT",
        "AR|1+ERR|||207|E, TEMPORARY",
        "AE|1||||207^Application internal error, TEMPORARY",
        "AR|1+ERR|||local^Something, TEMPORARY"
    })
    void tellsWhatIsRefusedForNowFromWhatIsRefusedForGood(String answer, Meaning meaning) {
        code = answer.replace('+', '\r');
        assertThatThrownBy(() -> sender.put(ItemBuilder.item().build()))
                .isInstanceOfSatisfying(
                        StepNotTakenException.class,
                        refused -> assertThat(refused.meaning()).isEqualTo(meaning))
                .hasMessageContaining("answered");
    }

    @Test
    void failsWhenNobodyIsConfigured() {
        OrderSender unset = new OrderSender("", WorklistDatabase.CLOCK);
        assertThatThrownBy(() -> unset.put(ItemBuilder.item().build()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("confluens.hl7.order-receiver");
    }
}
