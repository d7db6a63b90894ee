package org.confluens.dicom.dimse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.ReadLimits;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.ReadResult;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.net.AcceptedContext;
import org.confluens.dicom.net.Association;

/** The messages of an association, PS3.7 section 6.3.2: command sets in and out, each with or without a data set. */
final class Messages {
    private static final int FIRST_BUFFER = 512;

    /** Bytes of data sets that wait their turn; queries are small, and the rest of an instance stays with its sender. */
    private static final int MAX_AHEAD = 1 << 20;

    /** Queries, their matches and what normalized services carry are small; instances are streamed. */
    private static final ReadOptions WHOLE =
            ReadOptions.keepEverything().with(new ReadLimits(200_000, 64, 16L << 20, 64L << 20));

    private final Association association;
    private byte[] buffer = new byte[FIRST_BUFFER];

    /** Requests of an asynchronous peer that came while another one is performed, in their order. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** The data set of the message that was taken last, and that of the one that came in last. */
    private DataSetStream dataSet;

    private DataSetStream lastIn;
    private boolean cancelled;

    /** What the data set of the message takes that was taken last, while it is performed. */
    private long performed;

    /** A message that waits its turn. */
    private static final class Waiting {
        private final Command command;
        private final DataSetStream dataSet;
        private boolean cancelled;

        private Waiting(Command command, DataSetStream dataSet) {
            this.command = command;
            this.dataSet = dataSet;
        }
    }

    Messages(Association association) {
        this.association = association;
        this.dataSet = DataSetStream.none(association);
        this.lastIn = dataSet;
    }

    Association association() {
        return association;
    }

    /**
     * The next command.
     *
     * @return nothing if the peer asks for release instead
     */
    Optional<Command> next(Duration limit, String awaited) throws IOException {
        dataSet.drain();
        dataSet.release();
        association.memory().give(performed);
        performed = 0;
        cancelled = false;
        Waiting first = waiting.poll();
        if (first != null) {
            dataSet = first.dataSet;
            cancelled = first.cancelled;
            return Optional.of(first.command);
        }
        lastIn.drain();
        Optional<Command> command = receive(limit, awaited);
        dataSet = lastIn;
        return command;
    }

    /**
     * The command that comes in behind those that wait, while the one that was taken last is performed; it has to be
     * {@link #hold held}, or is done with.
     *
     * @return nothing if the peer asks for release instead
     */
    Optional<Command> lookAhead(Duration limit, String awaited) throws IOException {
        if (!lastIn.readAhead(room(), true)) {
            throw association.violated("more than can wait its turn");
        }
        return receive(limit, awaited);
    }

    private Optional<Command> receive(Duration limit, String awaited) throws IOException {
        int length = 0;
        Duration wait = limit;
        long deadline = 0;
        boolean last = false;
        int context = 0;
        while (!last) {
            if (!association.nextFragment(wait, awaited)) {
                if (length > 0) {
                    throw association.violated("a release request within a command set");
                }
                return Optional.empty();
            }
            if (!association.isCommand() || length > 0 && association.contextId() != context) {
                throw association.violated("a data set where a command set was due");
            }
            context = association.contextId();
            last = association.isLast();
            length = readFragment(length);
            if (deadline == 0) {
                deadline = System.nanoTime() + association.timeouts().pdu().toNanos();
            }
            // The command set as a whole has the time of a PDU, however many fragments it comes in.
            wait = Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0));
        }
        return Optional.of(received(context, length));
    }

    private int readFragment(int from) throws IOException {
        int length = from;
        while (association.fragmentLeft() > 0) {
            if (length == buffer.length) {
                if (length >= association.limits().maxCommandSet()) {
                    throw association.violated("a command set of more than " + length + " bytes");
                }
                int grown = Math.min(buffer.length * 2, association.limits().maxCommandSet());
                if (!association.memory().take(grown - buffer.length)) {
                    throw association.violated("a long command set while others take the memory that peers may have");
                }
                buffer = Arrays.copyOf(buffer, grown);
            }
            length += association.read(buffer, length, buffer.length - length);
        }
        return length;
    }

    private Command received(int context, int length) throws IOException {
        AcceptedContext accepted = association
                .context(context)
                .orElseThrow(() -> association.violated("presentation context " + context + " was not accepted"));
        Command command;
        try {
            command = Command.decode(context, buffer, length);
        } catch (IOException e) {
            throw association.violated("a command set that is no data set");
        }
        lastIn = command.hasDataSet() ? DataSetStream.of(association, accepted.id()) : DataSetStream.none(association);
        return command;
    }

    /** Whether something has come in and may be looked at, so that {@link #lookAhead} would not wait for its beginning. */
    boolean ready() throws IOException {
        return mayHold() && lastIn.readAhead(room(), false) && association.ready();
    }

    /** The bytes that the last data set may take in memory, given those that wait before it. */
    private int room() {
        int others = waiting.stream()
                .map(message -> message.dataSet)
                .filter(held -> held != lastIn)
                .mapToInt(DataSetStream::aheadLength)
                .sum();
        return MAX_AHEAD - others;
    }

    boolean mayHold() {
        return waiting.size() < association.limits().maxOperations();
    }

    /** Lets the command that came in last wait for {@link #next}. */
    void hold(Command command) {
        waiting.add(new Waiting(command, lastIn));
    }

    /** Cancels a request that waits its turn; nothing where there is none of that message id. */
    void cancelWaiting(int messageId) {
        waiting.stream()
                .filter(message -> message.command.messageId() == messageId)
                .forEach(message -> message.cancelled = true);
    }

    /** Whether the command that was taken last was cancelled while it waited. */
    boolean isCancelled() {
        return cancelled;
    }

    AcceptedContext context(Command command) {
        return association.context(command.contextId()).orElseThrow();
    }

    /** The data set of the last command, to be read or skipped before the next one. */
    DataSetStream dataSet() {
        return dataSet;
    }

    /** The data set of the last command as a whole; empty where the command has none. */
    Dataset readDataSet(Command command) throws IOException {
        return command.hasDataSet() ? read(command).whole() : Dataset.empty();
    }

    /** The data set that the last command has, and what is odd about it. */
    ReadResult read(Command command) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(context(command).transferSyntax());
        long before = association.memory().used();
        ReadResult read;
        try {
            read = DatasetReader.read(dataSet, syntax, WHOLE.within(association.memory()));
        } finally {
            performed += association.memory().used() - before;
        }
        read.whole();
        dataSet.drain();
        return read;
    }

    void send(int contextId, Dataset command) throws IOException {
        sendCommand(contextId, command);
        association.flush();
    }

    /** Sends a message, or only buffers it where more is to follow at once. */
    void send(int contextId, Dataset command, DataSource dataSet, boolean flush) throws IOException {
        sendCommand(contextId, command);
        association.beginMessage(contextId, false);
        try {
            dataSet.writeTo(new FragmentOutput(association));
        } catch (IOException | RuntimeException e) {
            // What was announced can't be completed, and a message can't be taken back.
            association.abort();
            throw e;
        }
        association.endMessage();
        if (flush) {
            association.flush();
        }
    }

    /** Encodes a data set in the transfer syntax of the context. */
    DataSource encoded(int contextId, Dataset dataSet) {
        TransferSyntax syntax =
                TransferSyntax.of(association.context(contextId).orElseThrow().transferSyntax());
        return DataSource.of(DatasetWriter.bytes(dataSet, syntax));
    }

    private void sendCommand(int contextId, Dataset command) throws IOException {
        byte[] bytes = new Command(contextId, command).encode();
        association.beginMessage(contextId, true);
        association.append(bytes, 0, bytes.length);
        association.endMessage();
    }
}
