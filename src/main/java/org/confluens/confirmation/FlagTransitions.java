package org.confluens.confirmation;

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
        Table.rows("transitions.csv")
                .forEach(cells -> table.get(FlagState.valueOf(cells[0]))
                        .put(FlagEvent.valueOf(cells[1].toUpperCase(Locale.ROOT)), FlagState.valueOf(cells[2])));
        return table;
    }
}
