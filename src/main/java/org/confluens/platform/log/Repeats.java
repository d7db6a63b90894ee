package org.confluens.platform.log;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;

/**
 * Tells a failure that repeats once, and then once a minute with its count. Two lines are the same when their text is; of
 * lines of one kind that differ (each names another message, say) the first few of a minute are told and the others counted.
 * Not safe for several threads at a time.
 */
final class Repeats {

    /** What is written in the place of lines that were kept back. */
    record Summary(Level level, String logger, String text) {}

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    /** Kinds that are remembered at a time; beyond that, all of them are told and forgotten. */
    private static final int MOST_KINDS = 500;
    /** Lines of one kind that a minute tells, of what did not go as it should and of what did. */
    private static final int FAILURES = 20;

    private static final int EVENTS = 2_000;

    private static final class Kind {
        private final Level level;
        private final String logger;
        private final Set<String> told = new HashSet<>();
        private long since;
        private long lines;
        private long keptBack;
        private String last = "";

        Kind(Level level, String logger, long now) {
            this.level = level;
            this.logger = logger;
            this.since = now;
        }

        boolean tells(String text) {
            lines++;
            boolean failure = level.intValue() >= Level.WARNING.intValue();
            boolean tell = failure ? told.size() < FAILURES && told.add(text) : lines <= EVENTS;
            if (!tell) {
                keptBack++;
                last = text;
            }
            return tell;
        }

        Optional<Summary> summary() {
            return keptBack == 0
                    ? Optional.empty()
                    : Optional.of(new Summary(level, logger, "(" + keptBack + " more such lines in a minute) " + last));
        }

        /** What was told with its count is not told anew when the next minute begins with it. */
        void beginAnew(long now) {
            told.clear();
            told.add(last);
            since = now;
            lines = 0;
            keptBack = 0;
        }
    }

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    /** Whether the line is to be written; otherwise it is counted, and told by {@link #tick}. */
    boolean tells(Level level, String logger, String kind, String text, long now, Consumer<Summary> out) {
        if (kinds.size() >= MOST_KINDS) {
            flush(out);
        }
        return kinds.computeIfAbsent(level + "\n" + logger + "\n" + kind, k -> new Kind(level, logger, now))
                .tells(text);
    }

    /** Tells what was kept back for a minute; to be called every few seconds. */
    void tick(long now, Consumer<Summary> out) {
        for (Iterator<Kind> all = kinds.values().iterator(); all.hasNext(); ) {
            Kind kind = all.next();
            if (now - kind.since >= WINDOW_NANOS) {
                Optional<Summary> summary = kind.summary();
                if (summary.isEmpty()) {
                    all.remove();
                } else {
                    out.accept(summary.get());
                    kind.beginAnew(now);
                }
            }
        }
    }

    /** Tells all that was kept back, at an end. */
    void flush(Consumer<Summary> out) {
        kinds.values().forEach(kind -> kind.summary().ifPresent(out));
        kinds.clear();
    }
}
