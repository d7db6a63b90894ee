package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReadException;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.net.AcceptedContext;
import org.confluens.dicom.net.Association;
import org.confluens.platform.log.Log;

/** Serves one association, request by request, on its thread. */
final class ServerSession {
    private static final Log LOG = Log.of(ServerSession.class);
    private static final int MAX_COMMENT = 64;

    private enum Phase {
        IDLE,
        WORKING,
        STOPPED
    }

    private final Association association;
    private final Messages messages;
    private final Services services;
    private final Caller caller;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);
    private volatile boolean stopping;

    ServerSession(Association association, Services services, Caller caller) {
        this.association = association;
        this.messages = new Messages(association);
        this.services = services;
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    /** Serves until the peer releases; an abort, a loss or a breach of the protocol is an exception. */
    void run() throws IOException {
        while (!stopping) {
            phase.set(Phase.IDLE);
            if (stopping) {
                break;
            }
            Optional<Command> command = messages.next(association.timeouts().idle(), "request");
            if (!phase.compareAndSet(Phase.IDLE, Phase.WORKING)) {
                throw association.stopped();
            }
            if (command.isEmpty()) {
                association.answerRelease();
                return;
            }
            serve(command.get());
        }
        throw association.stopped();
    }

    /** From another thread: ends the association at once where it is idle, after the running request otherwise. */
    void stop() {
        stopping = true;
        if (phase.compareAndSet(Phase.IDLE, Phase.STOPPED)) {
            association.stop();
        }
    }

    /** Whether a request runs that the stop waits for. */
    boolean isWorking() {
        return phase.get() == Phase.WORKING;
    }

    private void serve(Command command) throws IOException {
        Optional<CommandField> field = CommandField.of(command.fieldCode());
        if (command.isResponse()) {
            throw association.violated("a response to nothing");
        }
        if (command.fieldCode() == 0) {
            // The response to it would be none of the standard's messages.
            throw association.violated("a command set without a Command Field");
        }
        if (field.isEmpty()) {
            refuse(command, new DimseException(DimseStatus.UNRECOGNIZED_OPERATION, "unknown command field"));
            return;
        }
        if (field.get() == CommandField.C_CANCEL) {
            // It crossed the final response of what it was to cancel.
            return;
        }
        try {
            checkSopClass(command);
            checkRole(field.get(), command);
            dispatch(field.get(), command);
        } catch (DimseException e) {
            refuse(command, e);
        }
    }

    /** The context decides what may be asked; a command that names another SOP class is refused. */
    private void checkSopClass(Command command) throws DimseException {
        AcceptedContext context = messages.context(command);
        if (command.sopClassUid().isEmpty()) {
            throw new DimseException(DimseStatus.MISTYPED_ARGUMENT, "no SOP Class UID");
        }
        // Print management and UPS are negotiated under one SOP class and used under several; nothing offered here is.
        if (!command.sopClassUid().equals(context.abstractSyntax())) {
            throw new DimseException(
                    DimseStatus.SOP_CLASS_NOT_SUPPORTED, "SOP Class UID differs from the presentation context's");
        }
    }

    /**
     * Requests go from SCU to SCP. Event reports go the other way, and C-ECHO has no roles worth the name: some archives
     * report without having negotiated the role, and are understood.
     */
    private void checkRole(CommandField field, Command command) throws DimseException {
        boolean anyRole = field == CommandField.N_EVENT_REPORT || field == CommandField.C_ECHO;
        if (!anyRole && !messages.context(command).localScp()) {
            throw new DimseException(DimseStatus.UNRECOGNIZED_OPERATION, "the role for it was not negotiated");
        }
    }

    private void dispatch(CommandField field, Command command) throws IOException, DimseException {
        switch (field) {
            case C_ECHO ->
                messages.send(
                        command.contextId(),
                        command.response(DimseStatus.SUCCESS, false).build());
            case C_STORE -> new StoreOperation(messages, caller).run(command, handler(command, StoreHandler.class));
            case C_FIND -> new FindOperation(messages, caller).run(command, handler(command, FindHandler.class));
            case C_MOVE -> new MoveOperation(messages, caller).run(command, handler(command, MoveHandler.class));
            case C_GET -> new GetOperation(messages, caller).run(command, handler(command, GetHandler.class));
            default ->
                new NormalizedOperation(messages, caller)
                        .run(field, command, handler(command, NormalizedHandler.class));
        }
    }

    private <T extends DimseHandler> T handler(Command command, Class<T> kind) throws DimseException {
        return services.handler(command.sopClassUid(), kind)
                .orElseThrow(() -> new DimseException(
                        DimseStatus.UNRECOGNIZED_OPERATION, "the SOP class has no such operation here"));
    }

    private void refuse(Command command, DimseException reason) throws IOException {
        messages.dataSet().drain();
        Dataset failure = failure(command, reason.status(), reason.errorComment());
        messages.send(
                command.contextId(),
                failure.toBuilder().putAll(reason.details()).build());
    }

    /** A response with an Error Comment, PS3.7 annex C: LO, in the default repertoire. */
    static Dataset failure(Command command, DimseStatus status, String comment) {
        Dataset.Builder response = command.response(status, false);
        if (!comment.isEmpty()) {
            String ascii = comment.replaceAll("[^\\x20-\\x5B\\x5D-\\x7E]", "?");
            response.put(Tag.ErrorComment, ascii.substring(0, Math.min(ascii.length(), MAX_COMMENT)));
        }
        return response.build();
    }

    /** What a failure of a handler is answered with. */
    static DimseException failed(Exception cause, DimseStatus otherwise) {
        if (cause instanceof DimseException dimse) {
            return dimse;
        }
        if (cause instanceof DatasetReadException read && read.code() == DatasetReadException.Code.MEMORY_SPENT) {
            return new DimseException(DimseStatus.OUT_OF_RESOURCES, "too much is being received at a time");
        }
        if (cause instanceof DatasetReadException) {
            return new DimseException(DimseStatus.CANNOT_UNDERSTAND, "the data set cannot be understood");
        }
        if (cause instanceof ObjectTooLargeException) {
            return new DimseException(DimseStatus.OUT_OF_RESOURCES, cause.getMessage());
        }
        LOG.error("a request failed: {0}", cause);
        return new DimseException(otherwise, "processing failure");
    }
}
