package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.net.AcceptedContext;

/** One C-GET request on the server, PS3.7 section 9.1.3.2: the instances go back as C-STORE on the same association. */
final class GetOperation {
    private final Messages messages;
    private final Caller caller;

    GetOperation(Messages messages, Caller caller) {
        this.messages = messages;
        this.caller = caller;
    }

    void run(Command command, GetHandler handler) throws IOException, DimseException {
        Dataset identifier = FindOperation.identifier(messages, command);
        RetrieveRequest request =
                new RetrieveRequest(caller, command.sopClassUid(), identifier, "", command.messageId());
        Responder responder = new Responder(command);
        try {
            handler.get(request, responder);
        } catch (IOException | RuntimeException e) {
            if (!messages.association().isOpen()) {
                throw e;
            }
            throw ServerSession.failed(e, DimseStatus.CANNOT_UNDERSTAND);
        }
        SubOperations done = responder.counts();
        DimseStatus status = responder.cancelled() ? DimseStatus.CANCEL : done.outcome();
        MoveOperation.answer(messages, command, status, done, responder.failedInstances);
    }

    private final class Responder implements GetResponder {
        private final Command command;
        private final List<String> failedInstances = new ArrayList<>();
        private int remaining;
        private int completed;
        private int failed;
        private int warning;
        private int messageId;
        private boolean cancelled;

        Responder(Command command) {
            this.command = command;
            this.messageId = command.messageId();
        }

        SubOperations counts() {
            return new SubOperations(remaining, completed, failed, warning);
        }

        @Override
        public void remaining(int count) {
            remaining = count;
        }

        @Override
        public DimseStatus store(String sopClass, String sopInstance, TransferSyntax syntax, DataSource dataSet)
                throws IOException {
            Optional<AcceptedContext> context = messages.association().contexts().stream()
                    .filter(AcceptedContext::localScu)
                    .filter(one -> one.abstractSyntax().equals(sopClass)
                            && one.transferSyntax().equals(syntax.uid()))
                    .findFirst();
            DimseStatus status = context.isPresent()
                    ? store(context.get().id(), sopClass, sopInstance, dataSet)
                    : DimseStatus.SOP_CLASS_NOT_SUPPORTED;
            count(status, sopInstance);
            Dataset.Builder pending = command.response(DimseStatus.PENDING, false);
            messages.send(
                    command.contextId(),
                    MoveOperation.counts(pending, counts(), DimseStatus.PENDING).build());
            return status;
        }

        private DimseStatus store(int context, String sopClass, String sopInstance, DataSource dataSet)
                throws IOException {
            messageId = messageId % 0xFFFF + 1;
            Dataset request = Command.request(CommandField.C_STORE, messageId, true)
                    .put(Tag.AffectedSOPClassUID, sopClass)
                    .put(Tag.AffectedSOPInstanceUID, sopInstance)
                    .putInt(Tag.Priority, 0)
                    .build();
            messages.send(context, request, dataSet, true);
            while (true) {
                Command answer = messages.lookAhead(
                                messages.association().timeouts().response(), "C-STORE response")
                        .orElseThrow(() -> messages.association().violated("a release request during a C-GET"));
                if (answer.fieldCode() == CommandField.C_CANCEL.code()) {
                    cancel(answer.messageIdRespondedTo());
                } else if (!answer.isResponse() && messages.mayHold()) {
                    messages.hold(answer);
                } else if (answer.isResponse() && answer.messageIdRespondedTo() == messageId) {
                    return answer.status();
                } else {
                    throw messages.association().violated("something else than the C-STORE response");
                }
            }
        }

        private void cancel(int cancelledId) {
            if (cancelledId == command.messageId()) {
                cancelled = true;
            } else {
                messages.cancelWaiting(cancelledId);
            }
        }

        private void count(DimseStatus status, String sopInstance) {
            remaining = Math.max(remaining - 1, 0);
            switch (status.kind()) {
                case SUCCESS -> completed++;
                case WARNING -> warning++;
                default -> {
                    failed++;
                    failedInstances.add(sopInstance);
                }
            }
        }

        @Override
        public boolean cancelled() {
            cancelled = cancelled || new Cancellation(messages, command).requested();
            return cancelled;
        }
    }
}
