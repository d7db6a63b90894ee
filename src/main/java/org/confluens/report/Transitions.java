package org.confluens.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of transitions: from which state which action leads where. It follows what PS3.3 C.17.2 says of completion
 * and verification: only what is complete is verified, and what is verified is replaced, never changed.
 */
final class Transitions {

    private static final Map<ReportState, Map<Action, ReportState>> TABLE = load();

    private Transitions() {}

    /** Where the action leads, empty if it is not possible in that state. */
    static Optional<ReportState> next(ReportState from, Action action) {
        return Optional.ofNullable(TABLE.get(from).get(action));
    }

    /** What is possible in that state. */
    static Set<Action> possible(ReportState from) {
        Map<Action, ReportState> row = TABLE.get(from);
        return row.isEmpty() ? EnumSet.noneOf(Action.class) : EnumSet.copyOf(row.keySet());
    }

    private static Map<ReportState, Map<Action, ReportState>> load() {
        Map<ReportState, Map<Action, ReportState>> table = new EnumMap<>(ReportState.class);
        for (ReportState state : ReportState.values()) {
            table.put(state, new EnumMap<>(Action.class));
        }
        try (InputStream file = Transitions.class.getResourceAsStream("transitions.csv")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .skip(1)
                    .map(line -> line.split(";", -1))
                    .forEach(cells -> table.get(ReportState.valueOf(cells[0]))
                            .put(Action.valueOf(cells[1].toUpperCase(Locale.ROOT)), ReportState.valueOf(cells[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
