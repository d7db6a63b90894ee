package org.confluens.dicom.dimse;

import java.io.IOException;
import org.confluens.dicom.data.Dataset;

/** One C-FIND request on the server, PS3.7 section 9.1.2.2. */
final class FindOperation {
    private final Messages messages;
    private final Caller caller;

    FindOperation(Messages messages, Caller caller) {
        this.messages = messages;
        this.caller = caller;
    }

    void run(Command command, FindHandler handler) throws IOException, DimseException {
        Dataset identifier = identifier(messages, command);
        Cancellation cancellation = new Cancellation(messages, command);
        Responder responder = new Responder(command, cancellation);
        try {
            handler.find(new FindRequest(caller, command.sopClassUid(), identifier), responder);
        } catch (IOException | RuntimeException e) {
            if (!messages.association().isOpen()) {
                throw e;
            }
            throw ServerSession.failed(e, DimseStatus.CANNOT_UNDERSTAND);
        }
        DimseStatus status = cancellation.requested() ? DimseStatus.CANCEL : DimseStatus.SUCCESS;
        messages.send(command.contextId(), command.response(status, false).build());
    }

    /** The identifier of a query or retrieve; a request without one is mistyped. */
    static Dataset identifier(Messages messages, Command command) throws IOException, DimseException {
        if (!command.hasDataSet()) {
            throw new DimseException(DimseStatus.MISTYPED_ARGUMENT, "a request without an identifier");
        }
        try {
            return messages.readDataSet(command);
        } catch (IOException e) {
            if (messages.dataSet().isLost()) {
                throw e;
            }
            throw ServerSession.failed(e, DimseStatus.CANNOT_UNDERSTAND);
        }
    }

    /** Buffers the matches that come fast and sends the ones that come slowly, so that both throughput and delay are right. */
    private final class Responder implements FindResponder {
        private static final long FLUSH_NANOS = 2_000_000;

        private final Command command;
        private final Cancellation cancellation;
        private long flushed = System.nanoTime() - FLUSH_NANOS;

        Responder(Command command, Cancellation cancellation) {
            this.command = command;
            this.cancellation = cancellation;
        }

        @Override
        public void pending(Dataset match) throws IOException {
            send(match, DimseStatus.PENDING);
        }

        @Override
        public void pendingWithUnsupportedKeys(Dataset match) throws IOException {
            send(match, DimseStatus.PENDING_WITH_UNSUPPORTED_KEYS);
        }

        private void send(Dataset match, DimseStatus status) throws IOException {
            boolean flush = System.nanoTime() - flushed >= FLUSH_NANOS;
            messages.send(
                    command.contextId(),
                    command.response(status, true).build(),
                    messages.encoded(command.contextId(), match),
                    flush);
            if (flush) {
                flushed = System.nanoTime();
            }
        }

        @Override
        public boolean cancelled() {
            return cancellation.requested();
        }
    }
}
