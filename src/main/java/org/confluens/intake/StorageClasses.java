package org.confluens.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The SOP classes that are taken (PS3.4 annex B.5) and the transfer syntaxes that they are taken in (PS3.5 annex A). */
final class StorageClasses {

    /** What is done with an instance of a class. */
    enum Kind {
        /** Its header is kept; it makes a study complete. */
        IMAGE,
        /** Its header is kept. */
        PRESENTATION,
        /** It is kept whole and handed on. */
        DOCUMENT
    }

    private static final Map<String, Kind> KINDS = kinds();
    private static final Set<String> TRANSFER_SYNTAXES = transferSyntaxes();

    private StorageClasses() {}

    /** The UIDs of the SOP classes. */
    static Set<String> uids() {
        return KINDS.keySet();
    }

    /** The UIDs of the transfer syntaxes, those that are read with the least work first. */
    static List<String> transferSyntaxUids() {
        return List.copyOf(TRANSFER_SYNTAXES);
    }

    /** What a class is; an unknown one counts as an image, whose header is kept. */
    static Kind kind(String sopClassUid) {
        return KINDS.getOrDefault(sopClassUid, Kind.IMAGE);
    }

    /**
     * What is kept of a class, as the Service-class-application-information of an acceptance says it (PS3.4 table B.3-2):
     * level 2, full, of documents, whose signatures are neither preserved for others nor replaced (signature level 1);
     * level 0, local, of all else; no element is coerced.
     */
    static byte[] conformance(String sopClassUid) {
        boolean full = kind(sopClassUid) == Kind.DOCUMENT;
        return new byte[] {(byte) (full ? 2 : 0), 0, (byte) (full ? 1 : 0), 0, 0, 0};
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        rows("storage-classes.csv").forEach(row -> kinds.put(row[1], Kind.valueOf(row[2])));
        return kinds;
    }

    private static Set<String> transferSyntaxes() {
        Set<String> uids = new LinkedHashSet<>();
        rows("transfer-syntaxes.csv").forEach(row -> uids.add(row[1]));
        return uids;
    }

    private static List<String[]> rows(String resource) {
        try (InputStream in = Objects.requireNonNull(StorageClasses.class.getResourceAsStream(resource), resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines().skip(1).map(line -> line.split(";")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
