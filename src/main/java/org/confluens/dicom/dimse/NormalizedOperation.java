package org.confluens.dicom.dimse;

import java.io.IOException;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReadException;
import org.confluens.dicom.data.Tag;

/** One request of a normalized service, PS3.7 section 10.1, on either side: event reports come to clients too. */
final class NormalizedOperation {
    private final Messages messages;
    private final Caller caller;

    NormalizedOperation(Messages messages, Caller caller) {
        this.messages = messages;
        this.caller = caller;
    }

    void run(CommandField field, Command command, NormalizedHandler handler) throws IOException, DimseException {
        NormalizedResponse answer = perform(field, request(field, command), handler);
        boolean dataSet = !answer.dataSet().isEmpty();
        Dataset.Builder response = command.response(answer.status(), dataSet);
        if (!answer.sopInstanceUid().isEmpty()) {
            response.put(Tag.AffectedSOPInstanceUID, answer.sopInstanceUid());
        }
        switch (field) {
            case N_EVENT_REPORT -> response.putInt(Tag.EventTypeID, command.integer(Tag.EventTypeID));
            case N_ACTION -> response.putInt(Tag.ActionTypeID, command.integer(Tag.ActionTypeID));
            default -> {
                // The others have no type.
            }
        }
        if (dataSet) {
            DataSource encoded = messages.encoded(command.contextId(), answer.dataSet());
            messages.send(command.contextId(), response.build(), encoded, true);
        } else {
            messages.send(command.contextId(), response.build());
        }
    }

    private NormalizedRequest request(CommandField field, Command command) throws IOException, DimseException {
        if (command.sopInstanceUid().isEmpty() && field != CommandField.N_CREATE) {
            throw new DimseException(DimseStatus.MISTYPED_ARGUMENT, "no SOP Instance UID");
        }
        int type = command.integer(field == CommandField.N_ACTION ? Tag.ActionTypeID : Tag.EventTypeID);
        return new NormalizedRequest(
                caller, command.sopClassUid(), command.sopInstanceUid(), type, command.attributes(), dataSet(command));
    }

    private Dataset dataSet(Command command) throws IOException, DimseException {
        try {
            return messages.readDataSet(command);
        } catch (IOException e) {
            if (messages.dataSet().isLost()) {
                throw e;
            }
            if (e instanceof DatasetReadException read && read.code() == DatasetReadException.Code.MEMORY_SPENT) {
                throw new DimseException(DimseStatus.RESOURCE_LIMITATION, "too much is being received at a time");
            }
            throw new DimseException(DimseStatus.PROCESSING_FAILURE, "the data set cannot be understood");
        }
    }

    private static NormalizedResponse perform(CommandField field, NormalizedRequest request, NormalizedHandler handler)
            throws DimseException {
        try {
            return switch (field) {
                case N_CREATE -> handler.create(request);
                case N_SET -> handler.set(request);
                case N_GET -> handler.get(request);
                case N_ACTION -> handler.action(request);
                case N_EVENT_REPORT -> handler.eventReport(request);
                case N_DELETE -> handler.delete(request);
                default -> throw new IllegalArgumentException(field + " is no normalized service");
            };
        } catch (RuntimeException e) {
            throw ServerSession.failed(e, DimseStatus.PROCESSING_FAILURE);
        }
    }
}
