package org.confluens.intake.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands before the bytes of each record: a mark, the lineage and the number of the record, the length and the CRC-32C
 * of its bytes, and the CRC-32C of all of these together with the number of the segment. The lineage is drawn at random for
 * each start, so that bytes of a document can't be taken for a frame; the number tells what is missing or doubled.
 *
 * @param lineage the same in segments that one start wrote without a failed write between them
 * @param sequence the number of the record within the lineage, from 0
 * @param length bytes of the record
 * @param checksum CRC-32C of the record
 */
record Frame(int lineage, long sequence, int length, int checksum) {

    static final int BYTES = 28;

    /** Negative, so that no frame of the older form, which begins with a length, is taken for one of this form. */
    static final int MARK = 0xCF5A3C91;

    private static final int CHECKED_BYTES = 24;

    /** Puts the frame of a record. */
    void put(ByteBuffer to, long segment) {
        int start = to.position();
        to.putInt(MARK).putInt(lineage).putLong(sequence).putInt(length).putInt(checksum);
        to.putInt(checksum(to.array(), to.arrayOffset() + start, segment));
    }

    /** Whether a frame that is whole stands at this index, of which {@link #BYTES} are at hand. */
    static boolean stands(ByteBuffer bytes, int index, long segment) {
        return bytes.getInt(index) == MARK
                && bytes.getInt(index + CHECKED_BYTES - Integer.BYTES * 2) >= 0
                && bytes.getInt(index + CHECKED_BYTES) == checksum(bytes.array(), bytes.arrayOffset() + index, segment);
    }

    /** The frame that stands at this index. */
    static Frame at(ByteBuffer bytes, int index) {
        return new Frame(
                bytes.getInt(index + 4), bytes.getLong(index + 8), bytes.getInt(index + 16), bytes.getInt(index + 20));
    }

    private static int checksum(byte[] bytes, int at, long segment) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(segment).array());
        crc.update(bytes, at, CHECKED_BYTES);
        return (int) crc.getValue();
    }

    static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record);
        return (int) crc.getValue();
    }
}
