package org.confluens.template;

import java.util.List;
import java.util.Optional;

/**
 * What stands in a field, how it got there, and what was proposed first.
 *
 * @param values one, or several where the item may occur more often; none in a rejected field
 * @param proposal what the software proposed, kept whatever became of it; empty where a person filled the field
 * @param source where the proposal came from, in words
 */
public record FieldValue(State state, List<Value> values, List<Value> proposal, Optional<String> source) {

    /** The life of a field. */
    public enum State {
        /** Filled by the software, looked at by nobody. */
        PROPOSED,
        /** A person agreed with the proposal. */
        CONFIRMED,
        /** A person put something else in its place. */
        CORRECTED,
        /** A person removed the proposal and put nothing in its place. */
        REJECTED,
        /** A person filled it; nothing had been proposed. */
        ENTERED;

        /** Whether a person stands behind it. */
        public boolean isAttested() {
            return this != PROPOSED;
        }
    }

    public FieldValue {
        values = List.copyOf(values);
        proposal = List.copyOf(proposal);
    }

    public static FieldValue entered(Value... values) {
        return new FieldValue(State.ENTERED, List.of(values), List.of(), Optional.empty());
    }

    public static FieldValue proposed(String source, List<Value> values) {
        return new FieldValue(State.PROPOSED, values, values, Optional.of(source));
    }

    /** The first value. */
    public Optional<Value> value() {
        return values.stream().findFirst();
    }

    public boolean hasProposal() {
        return !proposal.isEmpty();
    }

    /** This field after a person put {@code values} into it: confirmed, corrected, rejected or entered accordingly. */
    public FieldValue answeredWith(List<Value> answer) {
        if (!hasProposal()) {
            return new FieldValue(State.ENTERED, answer, List.of(), Optional.empty());
        }
        State next = answer.isEmpty() ? State.REJECTED : answer.equals(proposal) ? State.CONFIRMED : State.CORRECTED;
        return new FieldValue(next, answer, proposal, source);
    }
}
