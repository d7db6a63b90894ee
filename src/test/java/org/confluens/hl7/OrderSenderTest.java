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
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.WorklistItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our orders, read back by our own mapping: what goes out is what would come in. */
class OrderSenderTest {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private String code = "AA";
    private MllpServer server;
    private OrderSender sender;

    @BeforeEach
    void listen() throws IOException {
        server = MllpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Thread::new,
                new MllpServer.Limits(10, 1 << 20, Duration.ofSeconds(10)),
                from -> Optional.of(new MllpServer.Receiver() {
                    @Override
                    public byte[] answer(byte[] message) {
                        received.add(new String(message, StandardCharsets.UTF_8));
                        return ("MSH|^~\\&|RIS\rMSA|" + code + "|1\r").getBytes(StandardCharsets.UTF_8);
                    }

                    @Override
                    public byte[] answerTooLong(byte[] beginning, int limit) {
                        return new byte[0];
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
        Dataset read = OrderMapping.requests(message, message.first("PID").orElseThrow(), OrderGroup.of(message))
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

    @Test
    void failsWhenTheReceiverRefuses() {
        code = "AE";
        assertThatThrownBy(() -> sender.put(ItemBuilder.item().build()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("AE");
    }

    @Test
    void failsWhenNobodyIsConfigured() {
        OrderSender unset = new OrderSender("", WorklistDatabase.CLOCK);
        assertThatThrownBy(() -> unset.put(ItemBuilder.item().build()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("confluens.hl7.order-receiver");
    }
}
