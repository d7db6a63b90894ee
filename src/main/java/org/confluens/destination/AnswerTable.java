package org.confluens.destination;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the answers of destinations mean, from {@code answers.csv}: the one place that decides it, for every service. */
public final class AnswerTable {

    private static final AnswerTable STANDARD = new AnswerTable(read());

    private final List<AnswerRule> rules;

    private AnswerTable(List<AnswerRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Whose answers they are. */
    public enum Service {
        /** Status of a C-STORE response, PS3.4 annex B; failure reasons of STOW-RS are the same. */
        C_STORE("C-STORE"),
        /** Failure reason of a STOW-RS response where it differs from C-STORE, PS3.18 section 10.5.3. */
        STOW_RS("STOW-RS"),
        /** Result of a presentation context, PS3.8 table 9-18. */
        PRESENTATION_CONTEXT("PRESENTATION-CONTEXT"),
        /** Status of an HTTP response that does not say what became of a document. */
        HTTP("HTTP"),
        /** Status of the response to a request for storage commitment, PS3.4 section J.3.2. */
        N_ACTION("N-ACTION"),
        /** Failure reason of a storage commitment result, PS3.3 section C.14.1.1. */
        COMMITMENT("COMMITMENT"),
        /** Acknowledgment code, MSA-1. */
        HL7("HL7"),
        /** Error code, ERR-3, of HL7 table 0357. */
        HL7_ERROR("HL7-ERROR");

        private final String word;

        Service(String word) {
            this.word = word;
        }

        static Service of(String word) {
            return Arrays.stream(values())
                    .filter(service -> service.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no service that answers"));
        }
    }

    /** The table that came with the release. */
    public static AnswerTable standard() {
        return STANDARD;
    }

    /** All lines, in their order. */
    public List<AnswerRule> rules() {
        return rules;
    }

    /** The line that a code falls under; empty where the table has none. */
    public Optional<AnswerRule> rule(Service service, String code) {
        return rules.stream().filter(rule -> rule.fits(service, code)).findFirst();
    }

    /** What a code means; temporary where the table does not know it, since waiting loses nothing. */
    public Meaning meaning(Service service, String code) {
        return rule(service, code).map(AnswerRule::meaning).orElse(Meaning.TEMPORARY);
    }

    private static List<AnswerRule> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AnswerTable.class.getResourceAsStream("answers.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(AnswerRule::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
