package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.Optional;

/** Whether the peer has cancelled a running operation (C-CANCEL, PS3.7 section 9.3.2.3) or gone away. */
final class Cancellation {
    private final Messages messages;
    private final int messageId;
    private boolean requested;

    Cancellation(Messages messages, Command running) {
        this.messages = messages;
        this.messageId = running.messageId();
        this.requested = messages.isCancelled();
    }

    /** Looks at what has come in, without waiting. */
    boolean requested() {
        if (!requested) {
            try {
                look();
            } catch (IOException e) {
                requested = true;
            }
        }
        return requested;
    }

    private void look() throws IOException {
        while (!requested && messages.ready()) {
            Optional<Command> command =
                    messages.lookAhead(messages.association().timeouts().pdu(), "command");
            if (command.isEmpty()) {
                throw messages.association().violated("a release request before the final response");
            }
            int cancelled = command.get().messageIdRespondedTo();
            if (command.get().fieldCode() != CommandField.C_CANCEL.code()) {
                // The next operation of an asynchronous peer.
                messages.hold(command.get());
            } else if (cancelled == messageId) {
                requested = true;
            } else {
                messages.cancelWaiting(cancelled);
            }
        }
    }
}
