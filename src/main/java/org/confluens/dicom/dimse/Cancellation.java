package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.Optional;

/** Whether the peer has cancelled a running operation (C-CANCEL, PS3.7 section 9.3.2.3) or gone away. */
final class Cancellation {
    private final Messages messages;
    private final int messageId;
    private boolean requested;
    private boolean deaf;

    Cancellation(Messages messages, Command running) {
        this.messages = messages;
        this.messageId = running.messageId();
    }

    /** Looks at what has come in, without waiting. */
    boolean requested() {
        if (!requested && !deaf) {
            try {
                look();
            } catch (IOException e) {
                requested = true;
            }
        }
        return requested;
    }

    private void look() throws IOException {
        while (!deaf && !requested && messages.ready()) {
            Optional<Command> command =
                    messages.next(messages.association().timeouts().pdu(), "command");
            if (command.isEmpty()) {
                throw messages.association().violated("a release request before the final response");
            }
            boolean cancel = command.get().fieldCode() == CommandField.C_CANCEL.code();
            if (!cancel) {
                // The next operation of an asynchronous peer: it waits its turn, and nothing behind it is looked at.
                messages.putBack(command.get());
                deaf = true;
            } else if (command.get().messageIdRespondedTo() == messageId) {
                requested = true;
            }
        }
    }
}
