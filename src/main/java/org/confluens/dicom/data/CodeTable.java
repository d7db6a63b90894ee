package org.confluens.dicom.data;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A graphic character set that an escape sequence invokes in one half of the code table (PS3.3 tables C.12-3 and C.12-4).
 *
 * @param escape what follows the escape character; empty for a half that can't be switched to
 * @param right whether it is the half of bytes from A0H (G1)
 * @param width the bytes of a character
 */
record CodeTable(byte[] escape, Charset charset, boolean right, int width) {
    private static final Map<Integer, Pair> BY_REGISTRATION = new TreeMap<>();
    private static final List<CodeTable> ALL = new ArrayList<>();

    static {
        for (List<String> row : CsvTable.read(CodeTable.class, "character-sets.csv")) {
            int width = Integer.parseInt(row.get(5));
            CodeTable left = table(row.get(1), row.get(2), false, width);
            CodeTable right = table(row.get(3), row.get(4), true, width);
            BY_REGISTRATION.put(Integer.valueOf(row.get(0)), new Pair(left, right));
        }
        for (Pair pair : BY_REGISTRATION.values()) {
            for (CodeTable table : List.of(pair.left, pair.right)) {
                if (table.escape.length > 0) {
                    ALL.add(table);
                }
            }
        }
    }

    /** Both halves of a registered set; one that lacks has no escape sequence. */
    record Pair(CodeTable left, CodeTable right) {}

    private static CodeTable table(String escape, String charset, boolean right, int width) {
        boolean available = !charset.isEmpty() && Charset.isSupported(charset);
        Charset decoder = Charset.forName(available ? charset : "ISO-8859-1");
        return new CodeTable(HexFormat.of().parseHex(available ? escape : ""), decoder, right, width);
    }

    /** The ISO registration numbers of all sets, and what each is. */
    static Map<Integer, Pair> registered() {
        return Collections.unmodifiableMap(BY_REGISTRATION);
    }

    /** The set of an ISO registration number, or null. */
    static Pair registered(int number) {
        return BY_REGISTRATION.get(number);
    }

    /** The set that the bytes after an escape character designate, or null. */
    static CodeTable designated(byte[] bytes, int from, int to) {
        for (CodeTable table : ALL) {
            if (table.isAt(bytes, from, to)) {
                return table;
            }
        }
        return null;
    }

    private boolean isAt(byte[] bytes, int from, int to) {
        if (to - from < escape.length) {
            return false;
        }
        for (int i = 0; i < escape.length; i++) {
            if (bytes[from + i] != escape[i]) {
                return false;
            }
        }
        return true;
    }
}
