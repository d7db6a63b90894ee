package org.confluens.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.destination.AnswerRule;
import org.confluens.destination.AnswerTable;
import org.confluens.destination.AnswerTable.Service;
import org.confluens.destination.Meaning;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.worklist.StepNotTakenException;
import org.confluens.worklist.StepPublisher;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistItem;

/** Publishes steps as orders to the system that serves the worklist of this site. */
@ApplicationScoped
public class OrderSender implements StepPublisher {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 30_000;
    private static final int MOST_BYTES = 1 << 20;

    private String receiver = "";
    private OrderMessage messages;

    protected OrderSender() {}

    @Inject
    OrderSender(Settings settings, Clock clock) {
        this(settings.text("confluens.hl7.order-receiver"), clock);
    }

    OrderSender(String receiver, Clock clock) {
        this.receiver = receiver;
        this.messages = new OrderMessage(clock);
    }

    @Override
    public String kind() {
        return "hl7";
    }

    @Override
    public void put(WorklistItem item) throws IOException {
        send(messages.of(item, "NW"));
    }

    @Override
    public void change(WorklistItem item) throws IOException {
        send(messages.of(item, "XO"));
    }

    /** A step that was performed is known to be so by the system that serves it; only a canceled one is taken back. */
    @Override
    public void remove(WorklistItem item) throws IOException {
        if (item.state() == StepState.CANCELED) {
            send(messages.of(item, "CA"));
        }
    }

    private void send(String message) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address(), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            MllpFrames.write(socket.getOutputStream(), message.getBytes(StandardCharsets.UTF_8));
            byte[] answer = new MllpFrames(
                            socket,
                            MOST_BYTES,
                            Duration.ofMillis(ANSWER_MILLIS),
                            Duration.ofMillis(ANSWER_MILLIS),
                            MemoryBudget.unlimited())
                    .next(MemoryBudget.unlimited().share())
                    .orElseThrow(() -> new IOException(receiver + " closed the connection without an acknowledgement"));
            requireAccepted(new String(answer, StandardCharsets.UTF_8));
        }
    }

    private InetSocketAddress address() throws IOException {
        int colon = receiver.lastIndexOf(':');
        if (colon <= 0 || !receiver.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IOException("confluens.hl7.order-receiver is '" + receiver + "'; it must be host:port");
        }
        return new InetSocketAddress(receiver.substring(0, colon), Integer.parseInt(receiver.substring(colon + 1)));
    }

    /** An error code of table 0357 (ERR-3, in older versions MSA-6) says more than the acknowledgment code. */
    private void requireAccepted(String answer) throws IOException {
        String code = field(answer, "MSA", 1);
        if (code.isEmpty()) {
            throw new IOException(receiver + " answered without an acknowledgement segment");
        }
        AnswerTable answers = AnswerTable.standard();
        String given = component(field(answer, "ERR", 3));
        String error = given.isEmpty() ? component(field(answer, "MSA", 6)) : given;
        Meaning meaning = answers.meaning(Service.HL7, code);
        if (meaning == Meaning.DELIVERED) {
            return;
        }
        Optional<AnswerRule> known = answers.rule(Service.HL7_ERROR, error);
        throw new StepNotTakenException(
                known.map(AnswerRule::meaning).orElse(meaning),
                receiver + " answered " + (answers.rule(Service.HL7, code).isPresent() ? code : "an unknown code")
                        + known.map(rule -> ", error " + error + ": " + rule.why())
                                .orElse(""));
    }

    private static String field(String message, String segment, int number) {
        return Arrays.stream(message.split("\r"))
                .filter(line -> line.startsWith(segment + "|"))
                .map(line -> line.split("\\|", -1))
                .filter(fields -> fields.length > number)
                .map(fields -> fields[number].strip())
                .findFirst()
                .orElse("");
    }

    private static String component(String field) {
        return field.split("\\^", -1)[0];
    }
}
