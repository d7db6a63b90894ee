package org.confluens.hl7;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.confluens.hl7.RefusedMessageException.Code;
import org.confluens.hl7.RefusedMessageException.Kind;
import org.confluens.platform.log.Log;
import org.confluens.rights.Right;
import org.confluens.rights.Right.Protocol;

/** Answers one message with its acknowledgement: there is no message, however broken, that gets none. */
final class Hl7Receiver implements MllpServer.Receiver {

    private static final Log LOG = Log.of(Hl7Receiver.class);

    private static final int ATTEMPTS = 3;
    private static final int MOST_NOTED = 1_000;

    /** Carries a message out, whole or not at all. */
    @FunctionalInterface
    interface Inbox {
        /** @return whether it was carried out now, and not before */
        boolean carryOut(Header header, String message) throws RefusedMessageException;
    }

    private final Function<Header, Set<Right>> rights;
    private final BooleanSupplier room;
    private final Inbox inbox;
    private final MessageLog messages;
    private final Acknowledgement acknowledgement;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    Hl7Receiver(Inbox inbox, MessageLog messages, Acknowledgement acknowledgement) {
        this(sender -> Protocol.HL7.rights(), () -> true, inbox, messages, acknowledgement);
    }

    /**
     * @param rights what the sender that a header names may do; what one sends that may nothing is refused, and neither kept nor
     *     logged
     * @param room whether the disk has room; without it a message is to be sent again later, and is not kept
     */
    Hl7Receiver(
            Function<Header, Set<Right>> rights,
            BooleanSupplier room,
            Inbox inbox,
            MessageLog messages,
            Acknowledgement acknowledgement) {
        this.rights = rights;
        this.room = room;
        this.inbox = inbox;
        this.messages = messages;
        this.acknowledgement = acknowledgement;
    }

    @Override
    public byte[] answer(byte[] bytes) {
        MessageText received = MessageText.decode(bytes);
        String message =
                received.text().replace("\r\n", "\r").replace('\n', '\r').strip() + "\r";
        Header header = Header.parse(message);
        Set<Right> allowed = rights.apply(header);
        if (allowed.isEmpty()) {
            return stranger(received, header);
        }
        note(received, header);
        return acknowledged(received, header, handle(received, header, message, allowed));
    }

    /** Once for each sender and kind: what is odd about its messages and was understood all the same. */
    private void note(MessageText received, Header header) {
        received.note().ifPresent(note -> {
            if (noted.size() < MOST_NOTED && noted.add(header.sendingApplication() + '\\' + note)) {
                LOG.warning(
                        "HL7 messages of {0} have {1}; they are read all the same", header.sendingApplication(), note);
            }
        });
    }

    /** Carries out a message that was refused and kept; what is wrong with it, if it is refused again, is kept no more. */
    Optional<RefusedMessageException> tryAgain(String message) {
        MessageText received = new MessageText(message, StandardCharsets.UTF_8, true);
        return outcome(received, Header.parse(message), message, Protocol.HL7.rights());
    }

    @Override
    public byte[] answerTooLong(byte[] beginning, int limit) {
        MessageText received = MessageText.decode(beginning);
        Header header = Header.parse(received.text());
        if (rights.apply(header).isEmpty()) {
            return stranger(received, header);
        }
        RefusedMessageException refusal = new RefusedMessageException(
                Kind.AR, Code.DATA_TYPE_ERROR, "", "The message has more than " + limit + " bytes");
        return acknowledged(received, header, Optional.of(kept(header, received.text(), refusal)));
    }

    @Override
    public byte[] answerLater(byte[] beginning) {
        MessageText received = MessageText.decode(beginning);
        Header header = Header.parse(received.text());
        if (rights.apply(header).isEmpty()) {
            return stranger(received, header);
        }
        return acknowledged(
                received,
                header,
                Optional.of(later("Too much is being received at a time; send the message again later")));
    }

    @Override
    public void unfinished(byte[] beginning) {
        String text = MessageText.decode(beginning).text();
        Header header = Header.parse(text);
        if (rights.apply(header).isEmpty()) {
            LOG.warning("an HL7 message of a sender that may not send ended before its end block");
            return;
        }
        LOG.warning("HL7 message {0} ended before its end block", header.controlId());
        kept(
                header,
                text,
                new RefusedMessageException(
                        Kind.AR,
                        Code.SEGMENT_SEQUENCE_ERROR,
                        "",
                        "The message ended before its end block; the sender got no answer"));
    }

    /** Nothing of the message is kept: its sender has it, and is told to send it again. */
    private static RefusedMessageException later(String why) {
        return new RefusedMessageException(Kind.AR, Code.APPLICATION_INTERNAL_ERROR, "", why);
    }

    /** Nothing of such a message is logged: whoever is not known could write there what it likes. */
    private byte[] stranger(MessageText received, Header header) {
        LOG.warning("an HL7 message of a sender that may not send was refused");
        return acknowledgement.of(
                header,
                received.charset(),
                Optional.of(new RefusedMessageException(
                        Kind.AR,
                        Code.UNKNOWN_KEY_IDENTIFIER,
                        "MSH^1^3",
                        "This sending application and facility may not send from this address")));
    }

    private static void requireRight(Header header, Set<Right> allowed) throws RefusedMessageException {
        Optional<Right> right = header.right();
        if (right.isPresent() && !allowed.contains(right.get())) {
            throw new RefusedMessageException(
                    Kind.AR,
                    Code.UNSUPPORTED_EVENT_CODE,
                    "MSH^1^9^1^2",
                    "This sender has no right to this message here: " + right.get());
        }
    }

    private byte[] acknowledged(MessageText received, Header header, Optional<RefusedMessageException> refusal) {
        String outcome = refusal.map(r -> r.kind() + " " + r.code()).orElse("AA");
        LOG.info(
                "HL7 message {0} {1}^{2} of {3}: {4}",
                header.controlId(), header.messageType(), header.event(), header.sendingApplication(), outcome);
        return acknowledgement.of(header, received.charset(), refusal);
    }

    private Optional<RefusedMessageException> handle(
            MessageText received, Header header, String message, Set<Right> allowed) {
        return room.getAsBoolean()
                ? outcome(received, header, message, allowed).map(refusal -> kept(header, message, refusal))
                : Optional.of(later("There is not enough room on the disk; send the message again later"));
    }

    private Optional<RefusedMessageException> outcome(
            MessageText received, Header header, String message, Set<Right> allowed) {
        try {
            MessageCheck.check(received, header, message);
            requireRight(header, allowed);
            carryOut(header, message, ATTEMPTS);
            return Optional.empty();
        } catch (RefusedMessageException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            LOG.error("HL7 message {0} could not be carried out: {1}", header.controlId(), e);
            return Optional.of(new RefusedMessageException(
                    Kind.AR, Code.APPLICATION_INTERNAL_ERROR, "", "The message could not be carried out now"));
        }
    }

    /** Two messages about the same step at the same time may get in each other's way; then one is carried out again. */
    private void carryOut(Header header, String message, int attempts) throws RefusedMessageException {
        try {
            inbox.carryOut(header, message);
        } catch (RuntimeException e) {
            if (attempts <= 1) {
                throw e;
            }
            LOG.debug("HL7 message {0} is carried out again", header.controlId());
            carryOut(header, message, attempts - 1);
        }
    }

    private RefusedMessageException kept(Header header, String message, RefusedMessageException refusal) {
        if (!room.getAsBoolean()) {
            return refusal;
        }
        try {
            messages.refused(header, message, refusal);
        } catch (RuntimeException e) {
            LOG.error("a refused HL7 message could not be kept: {0}", e);
        }
        return refusal;
    }
}
