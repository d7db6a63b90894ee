package org.confluens.dicom.net;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.confluens.platform.memory.MemoryBudget;

/**
 * An open association: message fragments in and out, release and abort. One thread at a time uses it; only
 * {@link #stop()} is for others.
 */
public final class Association implements AutoCloseable {
    private static final int SMALLEST_PDU = 8;
    private static final long LOOK_NANOS = 5_000_000;

    private final Transport transport;
    private final UpperLayer layer;
    private final NetLimits limits;
    private final Pdu.Request request;
    private final Pdu.Accept accept;
    private final Map<Integer, AcceptedContext> contexts;
    private final FragmentReader fragments;

    private Association(
            Transport transport,
            UpperLayer layer,
            NetLimits limits,
            Pdu.Request request,
            Pdu.Accept accept,
            boolean requestor) {
        this.transport = transport;
        this.layer = layer;
        this.limits = limits;
        this.request = request;
        this.accept = accept;
        this.contexts = Negotiation.agreed(request, accept, requestor);
        this.fragments = new FragmentReader(transport, layer);
        long peerMaximum = (requestor ? accept.user() : request.user()).maximumLength();
        // Below 8 there is no room for data; such a peer gets fragments of two bytes all the same.
        long longest = peerMaximum == 0 ? limits.maxSendPdu() : Math.min(peerMaximum, limits.maxSendPdu());
        transport.out.maxPdu((int) Math.max(longest, SMALLEST_PDU));
    }

    /**
     * Opens an association as the requestor.
     *
     * @throws AssociationRejectedException if the peer refuses
     * @throws IOException if it can't be reached, or answers otherwise
     */
    public static Association connect(
            String host, int port, Optional<Tls> tls, Pdu.Request request, NetLimits limits, NetTimeouts timeouts)
            throws IOException {
        Transport transport = Transport.connect(host, port, tls, timeouts);
        UpperLayer layer = new UpperLayer(transport, limits, true);
        try {
            layer.send(Event.Evt2, request);
            layer.receive(timeouts.accept(), "answer to the association request");
            Pdu.Accept accept = (Pdu.Accept) layer.received();
            return new Association(transport, layer, limits, request, accept, true);
        } catch (AssociationLostException e) {
            throw transport.isSecure() ? AssociationLostException.afterHandshake(e) : e;
        } finally {
            if (layer.state() != State.Sta6) {
                layer.awaitClose();
            }
        }
    }

    /**
     * Takes an accepted connection through its association request.
     *
     * @return nothing if the request was rejected; connection and state are gone then
     */
    static Optional<Association> accept(Transport transport, AssociationDecider decider, NetLimits limits)
            throws IOException {
        UpperLayer layer = new UpperLayer(transport, limits, false);
        try {
            layer.receive(transport.timeouts().artim(), "association request");
            Pdu.Request request = (Pdu.Request) layer.received();
            Pdu answer = Negotiation.unacceptable(request, limits)
                    .<Pdu>map(Pdu.Reject::of)
                    .orElseGet(() -> decider.decide(request, transport.peer()));
            if (answer instanceof Pdu.Accept accept) {
                layer.send(Event.Evt7, accept);
                return Optional.of(new Association(transport, layer, limits, request, accept, false));
            }
            layer.send(Event.Evt8, answer);
            return Optional.empty();
        } catch (RuntimeException e) {
            layer.abort();
            throw e;
        } finally {
            if (layer.state() != State.Sta6) {
                layer.awaitClose();
            }
        }
    }

    /** What this association takes of the memory that all peers share. */
    public MemoryBudget.Share memory() {
        return transport.memory;
    }

    public Peer peer() {
        return transport.peer();
    }

    public Pdu.Request request() {
        return request;
    }

    public NetLimits limits() {
        return limits;
    }

    public NetTimeouts timeouts() {
        return transport.timeouts();
    }

    /**
     * Limits what is done from now on: the other timers begin anew with whatever comes, so that a peer that drips bytes, or
     * asks something itself, can hold an association for as long as it likes.
     *
     * @return to be closed once it is done in time
     */
    public Deadline deadline(Duration limit) {
        return transport.deadline(limit);
    }

    public Optional<AcceptedContext> context(int id) {
        return Optional.ofNullable(contexts.get(id));
    }

    public Collection<AcceptedContext> contexts() {
        return contexts.values();
    }

    /** The negotiated window; synchronous where one side did not speak of it, never more than was proposed. */
    public AsyncOperations asyncOperations() {
        AsyncOperations proposed = request.user().asyncOperations().orElse(AsyncOperations.SYNCHRONOUS);
        return accept.user()
                .asyncOperations()
                .map(granted -> granted.limitedTo(proposed))
                .orElse(AsyncOperations.SYNCHRONOUS);
    }

    /** What the acceptor answered to the extended negotiation of a SOP class (PS3.7 section D.3.3.5). */
    public Optional<byte[]> extension(String sopClassUid) {
        return accept.user().extended().stream()
                .filter(answer -> answer.sopClass().equals(sopClassUid))
                .findFirst()
                .map(ExtendedNegotiation::information);
    }

    /** Whether data can be sent and received. */
    public boolean isOpen() {
        return layer.state() == State.Sta6;
    }

    /** Whether a byte has come in that {@link #nextFragment} would not have to wait for. */
    public boolean ready() throws IOException {
        return layer.dataLeft() > 0 || transport.in.ready();
    }

    /** Whether a byte is at hand, so that {@link #read} or {@link #nextFragment} would not have to wait for the first one. */
    public boolean hasBytes() throws IOException {
        return layer.dataLeft() > 0 ? transport.in.atHand() : transport.in.ready();
    }

    /**
     * Waits for a byte, or the end of the stream, without ending the association when none comes: so that it can still be
     * released.
     *
     * @return whether {@link #nextFragment} would not have to wait for the beginning
     */
    public boolean awaitReady(Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Why the acceptor refused a class, by its last context; empty where it accepted one, or none was proposed. */
    public Optional<ContextResult.Result> refusal(String abstractSyntax) {
        return Negotiation.refusal(request, accept, contexts.values(), abstractSyntax);
    }

    /**
     * Moves to the next fragment (PDV), past what is left of the present one.
     *
     * @return false if the peer asks for release instead: {@link #answerRelease()} is due
     * @throws AssociationException if the association ended
     */
    public boolean nextFragment(Duration limit, String awaited) throws IOException {
        fragments.skipRest();
        long start = System.nanoTime();
        while (layer.dataLeft() == 0) {
            // A P-DATA-TF without any fragment is passed over, and the wait goes on.
            if (layer.receive(remaining(limit, start), awaited) == PduType.A_RELEASE_RQ) {
                return false;
            }
        }
        fragments.next();
        return true;
    }

    private static Duration remaining(Duration limit, long start) {
        Duration left = limit.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public int contextId() {
        return fragments.contextId();
    }

    /** Whether the present fragment belongs to a command set, not a data set (PS3.8 annex E.2). */
    public boolean isCommand() {
        return fragments.isCommand();
    }

    /** Whether the present fragment is the last of its command set or data set. */
    public boolean isLast() {
        return fragments.isLast();
    }

    public long fragmentLeft() {
        return fragments.left();
    }

    /** Reads from the present fragment; at least one byte, or -1 at its end. */
    public int read(byte[] to, int offset, int length) throws IOException {
        return fragments.read(to, offset, length);
    }

    /** Passes over bytes of the present fragment; at least one, or -1 at its end. */
    public int skip(long length) throws IOException {
        return fragments.skip(length);
    }

    /** Begins to send a command set or a data set. */
    public void beginMessage(int context, boolean command) throws IOException {
        layer.data();
        sending(() -> transport.out.begin(context, command));
    }

    public void append(byte[] bytes, int offset, int length) throws IOException {
        sending(() -> transport.out.append(bytes, offset, length));
    }

    /**
     * Appends a stretch of a file, without a copy on the heap.
     *
     * @throws java.io.EOFException if the file ends before
     */
    public void append(FileChannel file, long from, long length) throws IOException {
        sending(() -> transport.out.append(file, from, length));
    }

    private void sending(Send send) throws IOException {
        try {
            send.run();
        } catch (ServiceStoppedException e) {
            throw layer.over();
        } catch (AssociationException e) {
            layer.lost();
            throw e;
        }
    }

    @FunctionalInterface
    private interface Send {
        void run() throws IOException;
    }

    /** Ends what was begun. It leaves with {@link #flush()} at the latest. */
    public void endMessage() throws IOException {
        sending(transport.out::end);
    }

    public void flush() throws IOException {
        sending(transport.out::flush);
    }

    /** Requests the release and awaits it, PS3.8 section 7.2, collisions included. */
    public void release() throws IOException {
        fragments.skipRest();
        layer.send(Event.Evt11, new Pdu.ReleaseRequest());
        long start = System.nanoTime();
        while (layer.state() != State.Sta1 && layer.state() != State.Sta13) {
            fragments.skipPdu();
            // What the peer still sends is passed over (AR-6), but not for ever.
            Duration left = remaining(timeouts().release(), start);
            if (left.isZero()) {
                layer.expired();
                throw new AssociationTimeoutException(
                        "answer to the release request", timeouts().release());
            }
            layer.receive(left, "answer to the release request");
            if (layer.state() == State.Sta9 || layer.state() == State.Sta12) {
                layer.send(Event.Evt14, new Pdu.ReleaseResponse());
            }
        }
        layer.awaitClose();
    }

    /** Answers the peer's release request and awaits the close of the connection. */
    public void answerRelease() throws IOException {
        layer.send(Event.Evt14, new Pdu.ReleaseResponse());
        layer.awaitClose();
    }

    /** Ends the association because the peer broke the protocol above the upper layer. */
    public AssociationException violated(String message) {
        return layer.invalid(new InvalidPduException(AbortReason.INVALID_PDU_PARAMETER_VALUE, message));
    }

    /** The A-ABORT request of the local user. */
    public void abort() {
        layer.abort();
    }

    /**
     * From any thread: tells the peer that the service ends, by A-ABORT of the service provider. The association's own thread
     * meets a {@link ServiceStoppedException} when it reads or sends next.
     */
    public void stop() {
        transport.stop();
    }

    /** Does the same on the association's own thread, between two requests. */
    public ServiceStoppedException stopped() {
        stop();
        return layer.over();
    }

    /** Aborts what is still open and leaves nothing behind. */
    @Override
    public void close() {
        layer.abort();
        layer.awaitClose();
    }
}
