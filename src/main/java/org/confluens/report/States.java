package org.confluens.report;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** Reads the states that somebody asks for. */
final class States {

    private States() {}

    /** The states named, separated by commas; all for none. */
    static Set<ReportState> parse(String text) {
        if (text.isBlank()) {
            return EnumSet.allOf(ReportState.class);
        }
        try {
            return Arrays.stream(text.split(","))
                    .map(name -> ReportState.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(ReportState.class)));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid(
                    "state",
                    "value-set",
                    "There is no such state",
                    "Use some of " + Arrays.toString(ReportState.values())));
        }
    }
}
