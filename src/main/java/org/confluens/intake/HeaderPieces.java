package org.confluens.intake;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * A long header as the database keeps it: deflated, in rows of one piece each. A single row of it would be in the memory of
 * the embedded database several times over while it is written.
 *
 * @param mark what stands in the place of the header: a zero byte, with which no deflated header begins, its length in
 *     bytes, and its SHA-256, which tells it from another
 * @param pieces the deflated header, one after the other
 */
record HeaderPieces(byte[] mark, List<byte[]> pieces) {

    /** Longer headers are kept in pieces, bytes. */
    static final int LONG = 1 << 20;

    private static final int PIECE = 1 << 18;
    private static final int DIGEST = 32;
    private static final int MARK = 1 + Long.BYTES + DIGEST;

    /** The pieces of a header, whose bytes are those from the position of the buffer to its limit. */
    static HeaderPieces of(ByteBuffer header) {
        return new HeaderPieces(markOf(header.duplicate()), deflated(header.duplicate()));
    }

    /** Whether the header of a row is kept in pieces. */
    static boolean isMark(byte[] column) {
        return column.length == MARK && column[0] == 0;
    }

    /** How long the header is that a mark stands for, in bytes. */
    static long length(byte[] mark) {
        return ByteBuffer.wrap(mark).getLong(1);
    }

    private static byte[] markOf(ByteBuffer header) {
        try {
            ByteBuffer mark = ByteBuffer.allocate(MARK).put((byte) 0).putLong(header.remaining());
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(header);
            return mark.put(digest.digest()).array();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<byte[]> deflated(ByteBuffer header) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(header);
            deflater.finish();
            List<byte[]> pieces = new ArrayList<>();
            while (!deflater.finished()) {
                byte[] piece = new byte[PIECE];
                int filled = 0;
                while (filled < PIECE && !deflater.finished()) {
                    filled += deflater.deflate(piece, filled, PIECE - filled);
                }
                pieces.add(filled < PIECE ? Arrays.copyOf(piece, filled) : piece);
            }
            return pieces;
        } finally {
            deflater.end();
        }
    }
}
