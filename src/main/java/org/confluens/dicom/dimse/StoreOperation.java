package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.Optional;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.Uids;

/** One C-STORE request, on either side: the SCP of a C-GET stores to us as client. */
final class StoreOperation {
    private final Messages messages;
    private final Caller caller;

    StoreOperation(Messages messages, Caller caller) {
        this.messages = messages;
        this.caller = caller;
    }

    /** Answers only what came in whole: an association that was lost meanwhile raises its exception here. */
    DimseStatus run(Command command, StoreHandler handler) throws IOException, DimseException {
        DimseStatus status = store(command, handler);
        messages.dataSet().drain();
        messages.send(command.contextId(), command.response(status, false).build());
        return status;
    }

    private DimseStatus store(Command command, StoreHandler handler) throws IOException, DimseException {
        StoreRequest request = request(command);
        try {
            return handler.store(request, messages.dataSet());
        } catch (IOException | RuntimeException e) {
            if (messages.dataSet().isLost()) {
                throw e;
            }
            throw ServerSession.failed(
                    e, e instanceof IOException ? DimseStatus.OUT_OF_RESOURCES : DimseStatus.PROCESSING_FAILURE);
        }
    }

    private StoreRequest request(Command command) throws DimseException {
        if (!command.hasDataSet()) {
            throw new DimseException(DimseStatus.MISTYPED_ARGUMENT, "a C-STORE without a data set");
        }
        if (!Uids.isValid(command.sopInstanceUid())) {
            throw new DimseException(DimseStatus.INVALID_SOP_INSTANCE, "no valid Affected SOP Instance UID");
        }
        String originator = command.text(Tag.MoveOriginatorApplicationEntityTitle);
        return new StoreRequest(
                caller,
                command.sopClassUid(),
                command.sopInstanceUid(),
                TransferSyntax.of(messages.context(command).transferSyntax()),
                Optional.of(originator).filter(title -> !title.isEmpty()));
    }
}
