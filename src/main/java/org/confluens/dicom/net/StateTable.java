package org.confluens.dicom.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** PS3.8 table 9-10, read from {@code state-table.csv}: which action an event causes in a state. */
final class StateTable {
    private static final StateTable STANDARD = load("state-table.csv");

    private final Map<Event, Map<State, Action>> actions;

    private StateTable(Map<Event, Map<State, Action>> actions) {
        this.actions = actions;
    }

    static StateTable standard() {
        return STANDARD;
    }

    /** The action, or nothing where the standard leaves the cell blank: the event can't happen in that state. */
    Optional<Action> action(State state, Event event) {
        return Optional.ofNullable(actions.get(event).get(state));
    }

    private static StateTable load(String resource) {
        Map<Event, Map<State, Action>> actions = new EnumMap<>(Event.class);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(StateTable.class.getResourceAsStream(resource), StandardCharsets.US_ASCII))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                actions.put(Event.valueOf(cells[0]), row(cells));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StateTable(actions);
    }

    private static Map<State, Action> row(String[] cells) {
        Map<State, Action> row = new EnumMap<>(State.class);
        for (State state : State.values()) {
            String name = cells[state.ordinal() + 1];
            if (!name.isEmpty()) {
                row.put(state, Action.named(name));
            }
        }
        return row;
    }
}
