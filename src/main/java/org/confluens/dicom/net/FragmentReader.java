package org.confluens.dicom.net;

import java.io.EOFException;
import java.io.IOException;

/** Reads the presentation data values (PDVs) within P-DATA-TF PDUs, PS3.8 section 9.3.5.1 and annex E.2. */
final class FragmentReader {
    private static final int LENGTH_FIELD = 4;
    private static final int HEADER = 2;

    private final Transport transport;
    private final UpperLayer layer;
    private long left;
    private int contextId;
    private int control;

    FragmentReader(Transport transport, UpperLayer layer) {
        this.transport = transport;
        this.layer = layer;
    }

    int contextId() {
        return contextId;
    }

    boolean isCommand() {
        return (control & 1) != 0;
    }

    boolean isLast() {
        return (control & 2) != 0;
    }

    /** Bytes of the present fragment that have not been taken. */
    long left() {
        return left;
    }

    /** Reads the header of the next PDV of the present PDU. */
    void next() throws IOException {
        if (layer.dataLeft() < LENGTH_FIELD + HEADER) {
            throw invalid("a PDV without its header");
        }
        long length = reading(transport.in::u32);
        contextId = (int) reading(() -> (long) transport.in.u8());
        control = (int) reading(() -> (long) transport.in.u8());
        layer.taken(LENGTH_FIELD + HEADER);
        if (length < HEADER || length - HEADER > layer.dataLeft()) {
            throw invalid("a PDV of " + length + " bytes that its PDU can't hold");
        }
        left = length - HEADER;
        transport.in.expect(left);
    }

    private AssociationException invalid(String message) {
        return layer.invalid(new InvalidPduException(AbortReason.INVALID_PDU_PARAMETER_VALUE, message));
    }

    int read(byte[] to, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int wanted = (int) Math.min(length, left);
        return taken(reading(() -> (long) transport.in.read(to, offset, wanted)));
    }

    int skip(long length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int wanted = (int) Math.min(Integer.MAX_VALUE, Math.min(length, left));
        return taken(reading(() -> (long) transport.in.skip(wanted)));
    }

    private int taken(long count) throws IOException {
        if (count < 0) {
            throw layer.closed();
        }
        left -= count;
        layer.taken(count);
        return (int) count;
    }

    void skipRest() throws IOException {
        while (left > 0) {
            skip(left);
        }
    }

    /** Passes over all fragments of the present PDU, whatever they are. */
    void skipPdu() throws IOException {
        left = layer.dataLeft();
        skipRest();
    }

    /** Whatever goes wrong while reading within a PDU ends the association. */
    private long reading(Read read) throws IOException {
        try {
            return read.value();
        } catch (EOFException e) {
            throw layer.closed();
        } catch (ServiceStoppedException e) {
            layer.over();
            throw e;
        } catch (AssociationTimeoutException e) {
            layer.abort();
            throw e;
        } catch (IOException e) {
            throw layer.broken(e);
        }
    }

    @FunctionalInterface
    private interface Read {
        long value() throws IOException;
    }
}
