package org.confluens.dicom.dimse;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReadException;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.net.Association;

/** Requests and responses of a client: message ids, and what the peer asks of us in between. */
final class Exchange {
    private static final int MAX_MESSAGE_ID = 0xFFFF;

    private final Messages messages;
    private final Caller peer;
    private int lastMessageId;
    private Optional<StoreHandler> stores = Optional.empty();
    private Optional<NormalizedHandler> reports = Optional.empty();
    private int reported;

    Exchange(Association association, String remoteAeTitle) {
        this.messages = new Messages(association);
        this.peer = new Caller(
                remoteAeTitle,
                association.request().callingAeTitle(),
                association.peer().address(),
                association.peer().certificate(),
                Optional.empty());
    }

    Association association() {
        return messages.association();
    }

    Messages messages() {
        return messages;
    }

    int nextMessageId() {
        lastMessageId = lastMessageId % MAX_MESSAGE_ID + 1;
        return lastMessageId;
    }

    /** Takes what the peer stores to us while a C-GET runs. */
    void stores(Optional<StoreHandler> handler) {
        stores = handler;
    }

    void reports(NormalizedHandler handler) {
        reports = Optional.of(handler);
    }

    /** How many event reports have come in. */
    int reported() {
        return reported;
    }

    /** The next response, performing what the peer requests before it. */
    Command response() throws IOException {
        while (true) {
            Command command = next(association().timeouts().response(), "response");
            if (command.isResponse()) {
                return command;
            }
            perform(command);
        }
    }

    /** The response to a request, where only one is under way. */
    Command response(int messageId) throws IOException {
        Command response = response();
        if (response.messageIdRespondedTo() != messageId) {
            throw association().violated("a response to another message than the one sent");
        }
        return response;
    }

    /** Asks the peer to stop an operation (C-CANCEL, PS3.7 section 9.3.2.3); its response is still to come. */
    void cancel(int context, int messageId) throws IOException {
        messages.send(
                context,
                Dataset.builder()
                        .putInt(Tag.CommandField, CommandField.C_CANCEL.code())
                        .putInt(Tag.MessageIDBeingRespondedTo, messageId)
                        .putInt(Tag.CommandDataSetType, Command.NO_DATA_SET)
                        .build());
    }

    DimseResponse result(Command response) throws IOException {
        return new DimseResponse(
                response.status(), response.text(Tag.ErrorComment), response.sopInstanceUid(), dataSet(response));
    }

    private Dataset dataSet(Command response) throws IOException {
        try {
            return messages.readDataSet(response);
        } catch (DatasetReadException e) {
            throw association().violated("a response whose data set cannot be understood");
        }
    }

    /** Performs one request of the peer, whose beginning has come in. */
    void performNext() throws IOException {
        Command command = next(association().timeouts().pdu(), "event report");
        if (command.isResponse()) {
            throw association().violated("a response to nothing");
        }
        perform(command);
    }

    private Command next(Duration limit, String awaited) throws IOException {
        Optional<Command> command = messages.next(limit, awaited);
        if (command.isEmpty()) {
            association().answerRelease();
            throw new IOException("the peer released the association before its " + awaited);
        }
        return command.get();
    }

    private void perform(Command command) throws IOException {
        try {
            CommandField field = CommandField.of(command.fieldCode()).orElseThrow(Exchange::unrecognized);
            switch (field) {
                case C_ECHO ->
                    messages.send(
                            command.contextId(),
                            command.response(DimseStatus.SUCCESS, false).build());
                case C_STORE ->
                    new StoreOperation(messages, peer).run(command, stores.orElseThrow(Exchange::unrecognized));
                case N_EVENT_REPORT -> {
                    new NormalizedOperation(messages, peer)
                            .run(field, command, reports.orElseThrow(Exchange::unrecognized));
                    reported++;
                }
                default -> throw unrecognized();
            }
        } catch (DimseException e) {
            messages.dataSet().drain();
            messages.send(command.contextId(), ServerSession.failure(command, e.status(), e.errorComment()));
        }
    }

    private static DimseException unrecognized() {
        return new DimseException(DimseStatus.UNRECOGNIZED_OPERATION, "not expected here");
    }
}
