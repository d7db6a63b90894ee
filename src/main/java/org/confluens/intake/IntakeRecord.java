package org.confluens.intake;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.rights.Origin;

/**
 * What the journal keeps of an instance that was stored to us.
 *
 * @param receivedAt when the last byte of it had been read
 * @param origin who sent it, and with which rights
 * @param transferSyntaxUid how it came
 * @param header its attributes in Explicit VR Little Endian, without pixel data; not copied, so not to be changed
 */
record IntakeRecord(
        Instant receivedAt,
        Origin origin,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        byte[] header) {

    /** The format before origins were kept: the calling AE title alone stands for them. */
    private static final byte TITLE_ONLY = 1;

    private static final byte FORMAT = 2;
    private static final int FIXED_BYTES = 1 + Long.BYTES + 1 + 6 * Short.BYTES;
    private static final int SIGNS = 1;
    private static final int REJECTS = 2;

    /** The calling AE title. */
    String callingAeTitle() {
        return origin.aeTitle();
    }

    /** The bytes of this record. */
    byte[] encode() {
        byte[][] texts = {
            ascii(origin.aeTitle()),
            ascii(sopClassUid),
            ascii(sopInstanceUid),
            ascii(transferSyntaxUid),
            ascii(origin.host()),
            utf8(origin.certificate())
        };
        int length = FIXED_BYTES + header.length;
        for (byte[] text : texts) {
            length += text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).put(FORMAT).putLong(receivedAt.toEpochMilli());
        bytes.put((byte) ((origin.signs() ? SIGNS : 0) | (origin.rejects() ? REJECTS : 0)));
        for (byte[] text : texts) {
            bytes.putShort((short) text.length).put(text);
        }
        return bytes.put(header).array();
    }

    /**
     * Reads a record back.
     *
     * @throws IOException when the bytes are not those of a record of this format
     */
    static IntakeRecord decode(byte[] payload) throws IOException {
        return decode(ByteBuffer.wrap(payload), Integer.MAX_VALUE);
    }

    /**
     * Reads a record back.
     *
     * @param bytes afterwards at the beginning of its header
     * @param most how many bytes of the header the record gets at most
     * @throws IOException when the bytes are not those of a record of this format
     */
    static IntakeRecord decode(ByteBuffer bytes, int most) throws IOException {
        try {
            byte format = bytes.get();
            if (format != FORMAT && format != TITLE_ONLY) {
                throw new IOException("an intake record of format " + format + " is not known");
            }
            Instant receivedAt = Instant.ofEpochMilli(bytes.getLong());
            int rights = format == FORMAT ? bytes.get() : 0;
            String title = text(bytes);
            String sopClassUid = text(bytes);
            String sopInstanceUid = text(bytes);
            String transferSyntaxUid = text(bytes);
            Origin origin = format == FORMAT
                    ? new Origin(
                            title,
                            text(bytes),
                            new String(bytes(bytes), StandardCharsets.UTF_8),
                            (rights & SIGNS) != 0,
                            (rights & REJECTS) != 0)
                    : Origin.unknown(title);
            return new IntakeRecord(
                    receivedAt, origin, sopClassUid, sopInstanceUid, transferSyntaxUid, rest(bytes, most));
        } catch (BufferUnderflowException e) {
            throw new IOException("an intake record is shorter than it says", e);
        }
    }

    /** The attributes. */
    Dataset dataset() throws IOException {
        return parse(header);
    }

    static Dataset parse(byte[] header) throws IOException {
        return DatasetReader.read(header, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything())
                .dataset();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        return new String(bytes(bytes), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(ByteBuffer bytes) {
        byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(text);
        return text;
    }

    private static byte[] rest(ByteBuffer bytes, int most) {
        byte[] rest = new byte[Math.min(most, bytes.remaining())];
        bytes.duplicate().get(rest);
        return rest;
    }
}
