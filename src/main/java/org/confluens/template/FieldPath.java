package org.confluens.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of a field: ids joined by slashes, with the number of the occurrence (from 1) behind a group that may
 * occur more than once, as {@code segments/IJV-L-J1/stenosis} and {@code injections[2]/rate}.
 */
public record FieldPath(List<Step> steps) {
    private static final Pattern STEP = Pattern.compile("([A-Za-z0-9*][A-Za-z0-9-]{0,63})(?:\\[([1-9][0-9]{0,2})])?");
    private static final int LONGEST = 400;

    /** An id and which of its occurrences. */
    public record Step(String id, OptionalInt index) {
        @Override
        public String toString() {
            return index.isPresent() ? id + "[" + index.getAsInt() + "]" : id;
        }
    }

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /** Reads a path; empty when it is not one. */
    public static Optional<FieldPath> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                return Optional.empty();
            }
            OptionalInt index =
                    step.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(step.group(2)));
            steps.add(new Step(step.group(1), index));
        }
        return Optional.of(new FieldPath(steps));
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("/"));
    }
}
