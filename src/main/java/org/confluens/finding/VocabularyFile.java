package org.confluens.finding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.confluens.finding.FindingVocabulary.Place;
import org.confluens.sr.Code;

/** Reads the standard vocabulary from its two tables; each line is a code and what it means to us. */
final class VocabularyFile {
    private static final String SENSES = "vocabulary.csv";
    private static final String PLACES = "places.csv";
    private static final String KIND = "kind:";

    private VocabularyFile() {}

    static FindingVocabulary load() {
        FindingVocabulary.Builder builder = FindingVocabulary.builder();
        rows(SENSES).forEach(row -> sense(builder, row));
        rows(PLACES).forEach(row -> place(builder, row));
        return builder.build();
    }

    private static void sense(FindingVocabulary.Builder builder, String[] row) {
        Code code = new Code(row[2], row[1], row[3]);
        if (row[0].startsWith(KIND)) {
            String id = row[0].substring(KIND.length());
            builder.kind(Kind.of(id).orElseThrow(() -> unknown(SENSES, row[0])), code);
        } else {
            builder.role(Role.of(row[0]).orElseThrow(() -> unknown(SENSES, row[0])), code);
        }
    }

    private static void place(FindingVocabulary.Builder builder, String[] row) {
        Place place = new Place(reference(row[3]), reference(row[4]), reference(row[5]));
        builder.place(new Code(row[1], row[0], row[2]), place);
    }

    private static Optional<Code> reference(String cell) {
        int colon = cell.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Code(cell.substring(colon + 1), cell.substring(0, colon), ""));
    }

    static List<String[]> rows(String resource) {
        try (InputStream in = VocabularyFile.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static IllegalStateException unknown(String resource, String sense) {
        return new IllegalStateException(resource + " names \"" + sense + "\", which is neither a role nor a kind");
    }
}
