package org.confluens.dicom.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes one value's text with code extensions (PS3.5 section 6.1.2.5): escape sequences switch the halves of the code
 * table, control characters and delimiters bring the initial ones back.
 */
final class Iso2022Decoder {
    private static final byte ESCAPE = 0x1B;
    private static final char UNREADABLE = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private final VR vr;
    private final CodeTable initialLeft;
    private final CodeTable initialRight;
    private final StringBuilder text;
    private final byte[] run;
    private int runLength;
    private CodeTable runTable;
    private int position;
    private CodeTable left;
    private CodeTable right;

    private final List<CodeTable> designated = new ArrayList<>(2);
    private boolean unknownEscape;
    private boolean initialRightUsed;

    Iso2022Decoder(byte[] bytes, int offset, int length, VR vr, CodeTable left, CodeTable right) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
        this.vr = vr;
        this.initialLeft = left;
        this.initialRight = right;
        this.left = left;
        this.right = right;
        this.text = new StringBuilder(length);
        this.run = new byte[length];
    }

    String decode() {
        while (position < end) {
            byte next = bytes[position];
            if (next == ESCAPE) {
                switchTable();
            } else if (next >= 0 && next < ' ' || left.width() == 1 && isDelimiter((char) next, vr)) {
                flush();
                text.append((char) next);
                left = initialLeft;
                right = initialRight;
                position++;
            } else {
                initialRightUsed |= next < 0 && right == initialRight;
                character(next < 0 ? right : left);
            }
        }
        flush();
        return text.toString();
    }

    /** The tables that escape sequences switched to, after decoding. */
    List<CodeTable> designated() {
        return designated;
    }

    /** Whether there was an escape sequence that DICOM doesn't have. */
    boolean hasUnknownEscape() {
        return unknownEscape;
    }

    /** Whether a byte was read in the right half as it was before any escape sequence. */
    boolean usedInitialRight() {
        return initialRightUsed;
    }

    /** Whether a character brings the initial repertoire back (PS3.5 section 6.1.2.5.3). */
    static boolean resetsAt(char next, VR vr) {
        return next < ' ' || isDelimiter(next, vr);
    }

    private static boolean isDelimiter(char next, VR vr) {
        return next == '\\' && vr.isMultiValued() || vr == VR.PN && (next == '^' || next == '=');
    }

    private void character(CodeTable table) {
        int width = table.width();
        if (table != runTable) {
            flush();
            runTable = table;
        }
        if (width == 2 && !isPair()) {
            flush();
            text.append(bytes[position] == ' ' ? ' ' : UNREADABLE);
            position++;
            return;
        }
        for (int i = 0; i < width; i++) {
            run[runLength++] = bytes[position++];
        }
    }

    /** Whether two bytes of the same half follow that are neither a space nor a delete. */
    private boolean isPair() {
        return position + 1 < end
                && isGraphic(bytes[position])
                && isGraphic(bytes[position + 1])
                && (bytes[position] < 0) == (bytes[position + 1] < 0);
    }

    private static boolean isGraphic(byte b) {
        int seven = b & 0x7F;
        return seven > ' ' && seven < 0x7F;
    }

    private void flush() {
        if (runLength > 0) {
            text.append(new String(run, 0, runLength, runTable.charset()));
            runLength = 0;
        }
    }

    private void switchTable() {
        flush();
        CodeTable table = CodeTable.designated(bytes, position + 1, end);
        if (table == null) {
            skipUnknownEscape();
            return;
        }
        designated.add(table);
        position += 1 + table.escape().length;
        if (table.right()) {
            right = table;
        } else {
            left = table;
        }
    }

    /** Passes over an escape sequence that DICOM doesn't have: intermediate bytes and a final one (ISO/IEC 2022). */
    private void skipUnknownEscape() {
        unknownEscape = true;
        position++;
        while (position < end && bytes[position] >= 0x20 && bytes[position] <= 0x2F) {
            position++;
        }
        if (position < end && bytes[position] >= 0x30) {
            position++;
        }
    }

    /** Text of unknown origin: UTF-8 if it is that, otherwise every byte a character of Latin alphabet No. 1. */
    static String guess(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        Charset latin = StandardCharsets.ISO_8859_1;
        return text.indexOf(UNREADABLE) < 0 ? text : new String(bytes, offset, length, latin);
    }
}
