package org.confluens.hl7;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.confluens.hl7.RefusedMessageException.Code;
import org.confluens.hl7.RefusedMessageException.Kind;

/** Answers one message with its acknowledgement: there is no message, however broken, that gets none. */
final class Hl7Receiver {

    private static final Logger LOG = System.getLogger(Hl7Receiver.class.getName());

    private final Hl7Inbox inbox;
    private final MessageLog messages;
    private final Acknowledgement acknowledgement;

    Hl7Receiver(Hl7Inbox inbox, MessageLog messages, Acknowledgement acknowledgement) {
        this.inbox = inbox;
        this.messages = messages;
        this.acknowledgement = acknowledgement;
    }

    byte[] receive(byte[] bytes) {
        MessageText received = MessageText.decode(bytes);
        String message =
                received.text().replace("\r\n", "\r").replace('\n', '\r').strip() + "\r";
        Header header = Header.parse(message);
        Optional<RefusedMessageException> refusal = handle(received, header, message);
        String outcome = refusal.map(r -> r.kind() + " " + r.code()).orElse("AA");
        LOG.log(
                Level.INFO,
                "HL7 message {0} {1}^{2} of {3}: {4}",
                header.controlId(),
                header.messageType(),
                header.event(),
                header.sendingApplication(),
                outcome);
        return acknowledgement.of(header, received.charset(), refusal);
    }

    private Optional<RefusedMessageException> handle(MessageText received, Header header, String message) {
        try {
            check(received, header);
            inbox.carryOut(header, message);
            return Optional.empty();
        } catch (RefusedMessageException e) {
            return Optional.of(kept(header, message, e));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "HL7 message " + header.controlId() + " could not be carried out", e);
            return Optional.of(kept(
                    header,
                    message,
                    new RefusedMessageException(
                            Kind.AE, Code.APPLICATION_INTERNAL_ERROR, "", "The message could not be carried out now")));
        }
    }

    private RefusedMessageException kept(Header header, String message, RefusedMessageException refusal) {
        try {
            messages.refused(header, message, refusal);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a refused HL7 message could not be kept", e);
        }
        return refusal;
    }

    private static void check(MessageText received, Header header) throws RefusedMessageException {
        if (header.messageType().isEmpty()) {
            throw new RefusedMessageException(
                    Kind.AR, Code.SEGMENT_SEQUENCE_ERROR, "MSH^1", "The message does not begin with a header (MSH)");
        }
        if (header.controlId().isEmpty()) {
            throw new RefusedMessageException(
                    Kind.AR, Code.REQUIRED_FIELD_MISSING, "MSH^1^10", "The message control id (MSH-10) is missing");
        }
        if (!received.knownCharset()) {
            throw new RefusedMessageException(
                    Kind.AR, Code.TABLE_VALUE_NOT_FOUND, "MSH^1^18", "The character set (MSH-18) is not known here");
        }
        if (!header.version().startsWith("2.")) {
            throw new RefusedMessageException(
                    Kind.AR, Code.UNSUPPORTED_VERSION_ID, "MSH^1^12", "Only version 2 of HL7 is taken here");
        }
    }
}
