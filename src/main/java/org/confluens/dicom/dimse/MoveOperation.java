package org.confluens.dicom.dimse;

import java.io.IOException;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** One C-MOVE request on the server, PS3.7 section 9.1.4.2. */
final class MoveOperation {
    private final Messages messages;
    private final Caller caller;

    MoveOperation(Messages messages, Caller caller) {
        this.messages = messages;
        this.caller = caller;
    }

    void run(Command command, MoveHandler handler) throws IOException, DimseException {
        Dataset identifier = FindOperation.identifier(messages, command);
        Cancellation cancellation = new Cancellation(messages, command);
        RetrieveRequest request = new RetrieveRequest(
                caller, command.sopClassUid(), identifier, command.text(Tag.MoveDestination), command.messageId());
        SubOperations done;
        try {
            done = handler.move(request, new Progress(command, cancellation));
        } catch (IOException | RuntimeException e) {
            if (!messages.association().isOpen()) {
                throw e;
            }
            throw ServerSession.failed(e, DimseStatus.CANNOT_UNDERSTAND);
        }
        DimseStatus status = cancellation.requested() ? DimseStatus.CANCEL : done.outcome();
        messages.send(
                command.contextId(),
                counts(command.response(status, false), done, status).build());
    }

    /** The counters of a retrieve response; the number remaining goes out only while something may remain. */
    static Dataset.Builder counts(Dataset.Builder response, SubOperations counts, DimseStatus status) {
        if (status.isPending() || status.equals(DimseStatus.CANCEL)) {
            response.putInt(Tag.NumberOfRemainingSuboperations, counts.remaining());
        }
        return response.putInt(Tag.NumberOfCompletedSuboperations, counts.completed())
                .putInt(Tag.NumberOfFailedSuboperations, counts.failed())
                .putInt(Tag.NumberOfWarningSuboperations, counts.warning());
    }

    private final class Progress implements MoveProgress {
        private final Command command;
        private final Cancellation cancellation;

        Progress(Command command, Cancellation cancellation) {
            this.command = command;
            this.cancellation = cancellation;
        }

        @Override
        public void pending(SubOperations soFar) throws IOException {
            Dataset.Builder response = command.response(DimseStatus.PENDING, false);
            messages.send(
                    command.contextId(),
                    counts(response, soFar, DimseStatus.PENDING).build());
        }

        @Override
        public boolean cancelled() {
            return cancellation.requested();
        }
    }
}
