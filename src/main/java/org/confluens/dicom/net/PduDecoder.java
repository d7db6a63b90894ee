package org.confluens.dicom.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the PDUs of PS3.8 section 9.3 except P-DATA-TF. Reserved fields are not tested, unknown items are passed over,
 * and whatever does not fit raises {@link InvalidPduException}.
 */
public final class PduDecoder {
    private static final int FIXED_LENGTH = 4;

    private final byte[] bytes;
    private final int end;
    private int position;

    private PduDecoder(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /**
     * Decodes the variable part of a PDU, what follows its six bytes of header.
     *
     * @throws InvalidPduException if the content is not what the type announces, with the reason to abort with
     */
    public static Pdu decode(PduType type, byte[] body) throws InvalidPduException {
        PduDecoder from = new PduDecoder(body, 0, body.length);
        return switch (type) {
            case A_ASSOCIATE_RQ -> from.request();
            case A_ASSOCIATE_AC -> from.accept();
            case A_ASSOCIATE_RJ -> {
                from.fixed(1);
                yield new Pdu.Reject(from.u8(), from.u8(), from.u8());
            }
            case A_ABORT -> {
                from.fixed(2);
                yield new Pdu.Abort(from.u8(), from.u8());
            }
            case A_RELEASE_RQ -> {
                from.fixed(FIXED_LENGTH);
                yield new Pdu.ReleaseRequest();
            }
            case A_RELEASE_RP -> {
                from.fixed(FIXED_LENGTH);
                yield new Pdu.ReleaseResponse();
            }
            case P_DATA_TF -> throw new IllegalArgumentException("P-DATA-TF is streamed");
        };
    }

    private void fixed(int reserved) throws InvalidPduException {
        if (end != FIXED_LENGTH) {
            throw invalid("length of a PDU of fixed length is " + end);
        }
        skip(reserved);
    }

    private Pdu request() throws InvalidPduException {
        int version = u16();
        skip(2);
        FixedFields fixed = FixedFields.of(part(FixedFields.LENGTH).rest());
        String applicationContext = "";
        UserInformation user = UserInformation.basic(0);
        List<ProposedContext> contexts = new ArrayList<>();
        while (hasMore()) {
            int type = u8();
            skip(1);
            PduDecoder item = part(u16());
            switch (type) {
                case 0x10 -> applicationContext = item.uid();
                case 0x20 -> contexts.add(unique(item.proposedContext(), contexts));
                case UserInformationItems.ITEM -> user = UserInformationItems.read(item);
                default -> {
                    // Not recognized, so ignored.
                }
            }
        }
        return new Pdu.Request(
                version, fixed.calledAeTitle(), fixed.callingAeTitle(), fixed, applicationContext, contexts, user);
    }

    private static ProposedContext unique(ProposedContext context, List<ProposedContext> before)
            throws InvalidPduException {
        for (ProposedContext other : before) {
            if (other.id() == context.id()) {
                throw invalid("presentation context " + context.id() + " proposed twice");
            }
        }
        return context;
    }

    private ProposedContext proposedContext() throws InvalidPduException {
        int id = u8();
        skip(3);
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (hasMore()) {
            int type = u8();
            skip(1);
            PduDecoder item = part(u16());
            if (type == 0x30) {
                abstractSyntax = item.uid();
            } else if (type == 0x40) {
                transferSyntaxes.add(item.uid());
            }
        }
        return new ProposedContext(id, abstractSyntax, transferSyntaxes);
    }

    private Pdu accept() throws InvalidPduException {
        skip(4);
        FixedFields fixed = FixedFields.of(part(FixedFields.LENGTH).rest());
        String applicationContext = "";
        UserInformation user = UserInformation.basic(0);
        List<ContextResult> contexts = new ArrayList<>();
        while (hasMore()) {
            int type = u8();
            skip(1);
            PduDecoder item = part(u16());
            switch (type) {
                case 0x10 -> applicationContext = item.uid();
                case 0x21 -> contexts.add(item.contextResult());
                case UserInformationItems.ITEM -> user = UserInformationItems.read(item);
                default -> {
                    // Not recognized, so ignored.
                }
            }
        }
        return new Pdu.Accept(fixed, applicationContext, contexts, user);
    }

    private ContextResult contextResult() throws InvalidPduException {
        int id = u8();
        skip(1);
        ContextResult.Result result = ContextResult.Result.of(u8());
        skip(1);
        String transferSyntax = "";
        while (hasMore()) {
            int type = u8();
            skip(1);
            PduDecoder item = part(u16());
            if (type == 0x40) {
                transferSyntax = item.uid();
            }
        }
        return new ContextResult(id, result, transferSyntax);
    }

    boolean hasMore() {
        return position < end;
    }

    /** The next bytes as a decoder of their own, so that no item reads beyond its length. */
    PduDecoder part(int length) throws InvalidPduException {
        require(length);
        PduDecoder part = new PduDecoder(bytes, position, position + length);
        position += length;
        return part;
    }

    int u8() throws InvalidPduException {
        require(1);
        return bytes[position++] & 0xFF;
    }

    int u16() throws InvalidPduException {
        return u8() << 8 | u8();
    }

    long u32() throws InvalidPduException {
        return (long) u16() << 16 | u16();
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return rest;
    }

    /** A UID without the padding that some peers add although PS3.8 annex F forbids it. */
    String uid() {
        return text().replace("\0", "");
    }

    String text() {
        return new String(rest(), StandardCharsets.ISO_8859_1).strip();
    }

    private void skip(int length) throws InvalidPduException {
        require(length);
        position += length;
    }

    private void require(int length) throws InvalidPduException {
        if (length > end - position) {
            throw invalid("an item of " + length + " bytes where " + (end - position) + " are left");
        }
    }

    private static InvalidPduException invalid(String message) {
        return new InvalidPduException(AbortReason.INVALID_PDU_PARAMETER_VALUE, message);
    }
}
