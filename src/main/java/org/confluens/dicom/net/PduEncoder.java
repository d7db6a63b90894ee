package org.confluens.dicom.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes the PDUs of PS3.8 section 9.3 except P-DATA-TF. */
public final class PduEncoder {
    private static final int ITEM_APPLICATION_CONTEXT = 0x10;
    private static final int ITEM_CONTEXT_RQ = 0x20;
    private static final int ITEM_CONTEXT_AC = 0x21;
    private static final int ITEM_ABSTRACT_SYNTAX = 0x30;
    private static final int ITEM_TRANSFER_SYNTAX = 0x40;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    private PduEncoder() {}

    /** The PDU with its six bytes of header. */
    public static byte[] encode(Pdu pdu) {
        PduEncoder body = new PduEncoder();
        if (pdu instanceof Pdu.Request request) {
            body.request(request);
        } else if (pdu instanceof Pdu.Accept accept) {
            body.accept(accept);
        } else if (pdu instanceof Pdu.Reject reject) {
            body.four(0, reject.result(), reject.source(), reject.reason());
        } else if (pdu instanceof Pdu.Abort abort) {
            body.four(0, 0, abort.source(), abort.reason());
        } else {
            body.four(0, 0, 0, 0);
        }
        return body.framed(pdu.type());
    }

    private byte[] framed(PduType type) {
        PduEncoder framed = new PduEncoder();
        framed.u8(type.code());
        framed.u8(0);
        framed.u32(out.size());
        framed.out.writeBytes(out.toByteArray());
        return framed.out.toByteArray();
    }

    private void request(Pdu.Request request) {
        fixedFields(request.protocolVersion(), request.fixedFields());
        item(ITEM_APPLICATION_CONTEXT, e -> e.text(request.applicationContext()));
        for (ProposedContext context : request.contexts()) {
            item(ITEM_CONTEXT_RQ, e -> {
                e.four(context.id(), 0, 0, 0);
                e.item(ITEM_ABSTRACT_SYNTAX, s -> s.text(context.abstractSyntax()));
                for (String syntax : context.transferSyntaxes()) {
                    e.item(ITEM_TRANSFER_SYNTAX, s -> s.text(syntax));
                }
            });
        }
        item(UserInformationItems.ITEM, e -> UserInformationItems.write(request.user(), e));
    }

    private void accept(Pdu.Accept accept) {
        fixedFields(1, accept.fixedFields());
        item(ITEM_APPLICATION_CONTEXT, e -> e.text(accept.applicationContext()));
        for (ContextResult context : accept.contexts()) {
            item(ITEM_CONTEXT_AC, e -> {
                e.four(context.id(), 0, context.result().ordinal(), 0);
                e.item(ITEM_TRANSFER_SYNTAX, s -> s.text(context.transferSyntax()));
            });
        }
        item(UserInformationItems.ITEM, e -> UserInformationItems.write(accept.user(), e));
    }

    private void fixedFields(int protocolVersion, FixedFields fields) {
        u16(protocolVersion);
        u16(0);
        bytes(fields.bytes());
    }

    /** An item or sub-item: type, reserved byte, 16 bits of length, content. */
    void item(int type, Consumer<PduEncoder> content) {
        PduEncoder nested = new PduEncoder();
        content.accept(nested);
        u8(type);
        u8(0);
        u16(nested.out.size());
        out.writeBytes(nested.out.toByteArray());
    }

    /** A text preceded by 16 bits of length. */
    void countedText(String text) {
        counted(text.getBytes(StandardCharsets.UTF_8));
    }

    void counted(byte[] value) {
        u16(value.length);
        bytes(value);
    }

    void text(String text) {
        bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    void bytes(byte[] value) {
        out.writeBytes(value);
    }

    void u8(int value) {
        out.write(value);
    }

    void u16(int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    void u32(long value) {
        u16((int) (value >>> 16) & 0xFFFF);
        u16((int) value & 0xFFFF);
    }

    private void four(int first, int second, int third, int fourth) {
        u8(first);
        u8(second);
        u8(third);
        u8(fourth);
    }
}
