package org.confluens.hl7;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/**
 * A character set as MSH-18 names it. Products write {@code utf8}, {@code ISO_8859-1} or {@code iso ir 100}: names are the same
 * where their letters and digits are.
 *
 * @param isOfTable whether the name is one of HL7 table 0211, as it stands there
 */
record CharsetName(Charset charset, boolean isOfTable) {

    private static final Table NAMES = Table.read("charsets.csv", CharsetName::key);

    /** The character set of that name, which is spelled {@code name;charset;0211} in the table; empty for an unknown one. */
    static Optional<CharsetName> of(String term) {
        return NAMES.get(key(term))
                .map(row -> row.split(";"))
                .filter(cells -> Charset.isSupported(cells[0]))
                .map(cells -> new CharsetName(Charset.forName(cells[0]), cells.length > 1 && cells[1].equals(term)));
    }

    private static String key(String term) {
        return term.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
