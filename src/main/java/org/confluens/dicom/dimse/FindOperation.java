package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.ReadProblem;
import org.confluens.dicom.data.ReadResult;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;

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

    /**
     * The identifier of a query or retrieve; a request without one is mistyped. One that has a key twice can't be meant: which
     * of them holds is nobody's guess, and the wrong one may find everything.
     */
    static Dataset identifier(Messages messages, Command command) throws IOException, DimseException {
        if (!command.hasDataSet()) {
            throw new DimseException(DimseStatus.MISTYPED_ARGUMENT, "a request without an identifier");
        }
        try {
            ReadResult read = messages.read(command);
            requireOnce(read.problems());
            return read.dataset();
        } catch (IOException e) {
            if (messages.dataSet().isLost()) {
                throw e;
            }
            throw ServerSession.failed(e, DimseStatus.CANNOT_UNDERSTAND);
        }
    }

    private static void requireOnce(List<ReadProblem> problems) throws DimseException {
        for (ReadProblem problem : problems) {
            if (problem.code() == ReadProblem.Code.DUPLICATE) {
                throw new DimseException(
                        DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS,
                        Tags.format(problem.tag()) + " comes twice in the identifier",
                        Dataset.builder()
                                .putInt(Tag.OffendingElement, problem.tag())
                                .build());
            }
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
