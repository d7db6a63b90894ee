package org.confluens.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of transitions: from which state which action leads where. It follows what PS3.3 C.17.2 says of completion
 * and verification: only what is complete is verified, and what is verified is replaced, never changed.
 */
final class Transitions {

    /** A row; some hold only for a report that has a verified version already. */
    private record Row(ReportState from, Action action, boolean ofAmendment, ReportState to) {

        boolean holds(ReportState state, boolean amendment) {
            return from == state && (amendment || !ofAmendment);
        }
    }

    private static final List<Row> TABLE = load();

    private Transitions() {}

    /**
     * Where the action leads, empty if it is not possible in that state.
     *
     * @param amendment whether the report has a verified version, which another one is to replace
     */
    static Optional<ReportState> next(ReportState from, boolean amendment, Action action) {
        return TABLE.stream()
                .filter(row -> row.action() == action && row.holds(from, amendment))
                .map(Row::to)
                .findFirst();
    }

    /** Where the action leads the report, empty if it is not possible now. */
    static Optional<ReportState> next(Report report, Action action) {
        return next(report.state(), report.verifiedVersion().isPresent(), action);
    }

    /** What is possible with the report now. */
    static Set<Action> possible(Report report) {
        return Arrays.stream(Action.values())
                .filter(action -> next(report, action).isPresent())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Action.class)));
    }

    private static List<Row> load() {
        try (InputStream file = Transitions.class.getResourceAsStream("transitions.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(";", -1))
                    .map(cells -> new Row(
                            ReportState.valueOf(cells[0]),
                            Action.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                            cells[2].equals("amendment"),
                            ReportState.valueOf(cells[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
