package org.confluens.dicom.net;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLException;

/**
 * The upper layer of one association: reads and writes PDUs and does what the state table says, PS3.8 section 9.2. The
 * indications of the standard are return values and exceptions here: an A-ABORT or A-P-ABORT indication is an
 * {@link AssociationException}. Used by one thread, the association's own.
 */
final class UpperLayer {
    private static final int FIXED_BODY = 4;

    /** What the names in an association request take once they are read, as long as the association lasts. */
    private static final int WEIGHT_OF_ASSOCIATE = 4;
    /** What a peer may still send after the end before its connection is closed without waiting for ARTIM. */
    private static final long MAX_AFTERMATH = 64L << 20;

    private final Transport transport;
    private final NetLimits limits;
    private final boolean requestor;
    private State state;
    private Pdu received = new Pdu.ReleaseRequest();
    private long dataLeft;
    private long artim;
    private boolean framed = true;

    UpperLayer(Transport transport, NetLimits limits, boolean requestor) {
        this.transport = transport;
        this.limits = limits;
        this.requestor = requestor;
        this.state = State.Sta1;
        if (requestor) {
            move(Event.Evt1);
        } else {
            move(Event.Evt5);
        }
    }

    State state() {
        return state;
    }

    /** The next PDU that is not P-DATA-TF; {@link #dataLeft()} is greater than 0 where it was one. */
    Pdu received() {
        return received;
    }

    /** Bytes of the current P-DATA-TF that have not been taken yet. */
    long dataLeft() {
        return dataLeft;
    }

    void taken(long bytes) {
        dataLeft -= bytes;
    }

    /** Issues a primitive of the local user that comes with a PDU to send. */
    void send(Event primitive, Pdu pdu) throws IOException {
        requirePossible(primitive);
        Action action = move(primitive);
        transport.out.send(PduEncoder.encode(pdu));
        if (action == Action.AE_8 || action == Action.AR_4) {
            startArtim();
        }
    }

    /** Issues the P-DATA request primitive, whose PDUs the caller writes. */
    void data() throws IOException {
        requirePossible(Event.Evt9);
        move(Event.Evt9);
    }

    private void requirePossible(Event primitive) throws AssociationLostException {
        if (StateTable.standard().action(state, primitive).isEmpty()) {
            throw new AssociationLostException("the association is over");
        }
    }

    /**
     * Receives one PDU and performs the action it causes; that of the expired timer where none comes in time.
     *
     * @return the type of the PDU, whose meaning in the present state the caller knows
     * @throws AssociationException if the PDU, its absence or the peer ended the association
     */
    PduType receive(Duration limit, String awaited) throws IOException {
        try {
            transport.in.deadline(limit, awaited);
            if (!transport.in.await()) {
                throw closed();
            }
            if (state.compareTo(State.Sta6) >= 0 && state != State.Sta13) {
                transport.in.deadline(transport.timeouts().pdu(), "complete PDU");
            }
            return readPdu();
        } catch (EOFException e) {
            throw closed();
        } catch (InvalidPduException e) {
            framed = false;
            throw invalid(e);
        } catch (ServiceStoppedException e) {
            over();
            throw e;
        } catch (AssociationTimeoutException e) {
            expired();
            throw e;
        } catch (AssociationException e) {
            throw e;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private PduType readPdu() throws IOException {
        int code = transport.in.u8();
        transport.in.u8();
        long length = transport.in.u32();
        PduType type = PduType.of(code)
                .orElseThrow(() -> new InvalidPduException(AbortReason.UNRECOGNIZED_PDU, "PDU of type " + code));
        if (type == PduType.P_DATA_TF) {
            checkLength(length, limits.maxReceivePdu(), type);
            dataLeft = length;
        } else {
            boolean associate = type == PduType.A_ASSOCIATE_RQ || type == PduType.A_ASSOCIATE_AC;
            checkLength(length, associate ? limits.maxAssociatePdu() : FIXED_BODY, type);
            if (associate) {
                takeMemory(length * WEIGHT_OF_ASSOCIATE);
            }
            received = PduDecoder.decode(type, body((int) length));
            dataLeft = 0;
        }
        perform(move(type.event()), type);
        return type;
    }

    private static void checkLength(long length, int limit, PduType type) throws InvalidPduException {
        if (length > limit) {
            throw new InvalidPduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE, type + " of " + length + " bytes, the limit is " + limit);
        }
    }

    /** Memory grows with what arrives: a peer that announces much and sends nothing costs nothing. */
    private byte[] body(int length) throws IOException {
        byte[] body = new byte[Math.min(length, 4 << 10)];
        int count = 0;
        while (count < length) {
            if (count == body.length) {
                int grown = Math.min(length, body.length * 2);
                takeMemory(grown - body.length);
                body = Arrays.copyOf(body, grown);
            }
            int read = transport.in.read(body, count, body.length - count);
            if (read < 0) {
                throw new EOFException();
            }
            count += read;
        }
        return body;
    }

    private void takeMemory(long bytes) throws InvalidPduException {
        if (!transport.memory.take(bytes)) {
            throw new InvalidPduException(AbortReason.NOT_SPECIFIED, "others take the memory that peers may have");
        }
    }

    private void perform(Action action, PduType cause) throws IOException {
        switch (action) {
            case AA_1, AA_8 -> {
                startArtim();
                sendAbort(action == Action.AA_1 ? AbortReason.SERVICE_USER : AbortReason.UNEXPECTED_PDU);
                throw new UnexpectedPduException(cause);
            }
            case AA_2, AA_3 -> {
                transport.close();
                throw new AssociationAbortedException((Pdu.Abort) received);
            }
            case AA_7 -> sendAbort(AbortReason.UNEXPECTED_PDU);
            case AE_4 -> {
                transport.close();
                throw new AssociationRejectedException((Pdu.Reject) received);
            }
            case AR_3 -> transport.close();
            default -> {
                // The state change says it all; the caller issues what follows.
            }
        }
    }

    /** Evt19, a PDU that can't be understood: AA-1 in Sta2, AA-8 later, AA-7 after the end. */
    AssociationException invalid(InvalidPduException cause) {
        boolean timed = state == State.Sta13;
        Action action = move(Event.Evt19);
        if (!timed) {
            startArtim();
        }
        sendAbort(action == Action.AA_1 ? AbortReason.SERVICE_USER : cause.reason());
        return cause;
    }

    /** Evt18, the ARTIM timer expired: where there is no association yet the connection is closed without a word. */
    void expired() {
        if (state == State.Sta2) {
            move(Event.Evt18);
            transport.close();
        } else {
            abort();
        }
    }

    /** The A-ABORT request primitive of the local user; does nothing where there is no association to abort. */
    void abort() {
        if (StateTable.standard().action(state, Event.Evt15).isPresent()) {
            if (move(Event.Evt15) == Action.AA_1) {
                startArtim();
                sendAbort(AbortReason.SERVICE_USER);
            } else {
                transport.close();
            }
        }
    }

    private void sendAbort(AbortReason reason) {
        try {
            transport.out.discard();
            transport.out.send(PduEncoder.encode(Pdu.Abort.of(reason)));
        } catch (ServiceStoppedException e) {
            over();
        } catch (IOException e) {
            // The peer is gone already, which is what the abort was for.
            transport.close();
            state = State.Sta1;
        }
    }

    void startArtim() {
        artim = System.nanoTime() + transport.timeouts().artim().toNanos();
    }

    /**
     * The service stopped, and {@link Transport#stop()} has sent the A-ABORT, whose action is AA-1 or AA-8. Nothing else is
     * sent, and what still comes has lost its frame.
     */
    ServiceStoppedException over() {
        framed = false;
        dataLeft = 0;
        if (state != State.Sta1) {
            state = State.Sta13;
            startArtim();
        }
        return new ServiceStoppedException();
    }

    /** The peer closed the connection. */
    AssociationException closed() {
        lost();
        return transport.stopped()
                ? new ServiceStoppedException()
                : new AssociationLostException("the peer closed the connection");
    }

    AssociationException broken(IOException cause) {
        lost();
        if (transport.stopped()) {
            return new ServiceStoppedException();
        }
        String how = cause instanceof SSLException tls ? ": TLS: " + PeerCertificate.explain(tls) : "";
        return new AssociationLostException("the connection broke" + how, cause);
    }

    /** Evt17, found out by reading or writing. */
    void lost() {
        if (state != State.Sta1) {
            move(Event.Evt17);
        }
        transport.close();
    }

    /**
     * Sta13: the association is over, and the peer is to close the connection. What it sends until then is read and
     * ignored, because closing with unread data would reset the connection and the last PDU could be lost.
     */
    void awaitClose() {
        try {
            long aftermath = 0;
            while (state == State.Sta13 && aftermath < MAX_AFTERMATH) {
                aftermath += framed ? ignorePdu() : ignoreBytes();
            }
        } catch (AssociationTimeoutException e) {
            move(Event.Evt18);
        } catch (IOException e) {
            if (state == State.Sta13) {
                move(Event.Evt17);
            }
        } finally {
            state = State.Sta1;
            transport.close();
        }
    }

    private long ignorePdu() throws IOException {
        long ignored = dataLeft;
        transport.in.deadline(untilArtim(), "close");
        while (dataLeft > 0) {
            int count = transport.in.skip((int) Math.min(dataLeft, Integer.MAX_VALUE));
            if (count < 0) {
                throw closed();
            }
            dataLeft -= count;
        }
        try {
            receive(untilArtim(), "close");
        } catch (InvalidPduException e) {
            // AA-7 is done; from here on there are no PDUs to be told apart.
        }
        return ignored + FIXED_BODY;
    }

    private long ignoreBytes() throws IOException {
        transport.in.deadline(untilArtim(), "close");
        int count = transport.in.skip(Integer.MAX_VALUE);
        if (count < 0) {
            throw closed();
        }
        return count;
    }

    private Duration untilArtim() {
        return Duration.ofNanos(Math.max(artim - System.nanoTime(), 0));
    }

    private Action move(Event event) {
        Action action = StateTable.standard()
                .action(state, event)
                .orElseThrow(() -> new IllegalStateException(event + " in " + state));
        state = action == Action.AR_8 && !requestor ? State.Sta10 : action.next();
        if (state == State.Sta13) {
            transport.parting();
        }
        return action;
    }
}
