package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
        Progress progress = new Progress(command, cancellation);
        SubOperations done;
        try {
            done = handler.move(request, progress);
        } catch (IOException | RuntimeException e) {
            if (!messages.association().isOpen()) {
                throw e;
            }
            throw ServerSession.failed(e, DimseStatus.CANNOT_UNDERSTAND);
        }
        DimseStatus status = cancellation.requested() ? DimseStatus.CANCEL : done.outcome();
        answer(messages, command, status, done, progress.failed);
    }

    /** The final response, with the instances that failed (PS3.4 sections C.4.2.1.4.2 and C.4.3.1.4.2). */
    static void answer(Messages messages, Command command, DimseStatus status, SubOperations done, List<String> failed)
            throws IOException {
        if (failed.isEmpty()) {
            Dataset.Builder response = counts(command.response(status, false), done, status);
            messages.send(command.contextId(), response.build());
            return;
        }
        Dataset list = Dataset.builder()
                .put(Tag.FailedSOPInstanceUIDList, failed.toArray(String[]::new))
                .build();
        Dataset.Builder response = counts(command.response(status, true), done, status);
        messages.send(command.contextId(), response.build(), messages.encoded(command.contextId(), list), true);
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
        private final List<String> failed = new ArrayList<>();

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
        public void failed(String sopInstanceUid) {
            failed.add(sopInstanceUid);
        }

        @Override
        public boolean cancelled() {
            return cancellation.requested();
        }
    }
}
