package org.confluens.confirmation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The life of a flag as a table: from which state which event leads where. */
final class FlagTransitions {
    private static final Map<FlagState, Map<FlagEvent, FlagState>> TABLE = load();

    private FlagTransitions() {}

    /** Where the event leads; empty when it can't happen in that state. */
    static Optional<FlagState> next(FlagState from, FlagEvent event) {
        return Optional.ofNullable(TABLE.get(from).get(event));
    }

    static Set<FlagEvent> possible(FlagState from) {
        return TABLE.get(from).keySet();
    }

    private static Map<FlagState, Map<FlagEvent, FlagState>> load() {
        Map<FlagState, Map<FlagEvent, FlagState>> table = new EnumMap<>(FlagState.class);
        for (FlagState state : FlagState.values()) {
            table.put(state, new EnumMap<>(FlagEvent.class));
        }
        try (InputStream file = FlagTransitions.class.getResourceAsStream("transitions.csv")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .skip(1)
                    .map(line -> line.split(";", -1))
                    .forEach(cells -> table.get(FlagState.valueOf(cells[0]))
                            .put(FlagEvent.valueOf(cells[1].toUpperCase(Locale.ROOT)), FlagState.valueOf(cells[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
