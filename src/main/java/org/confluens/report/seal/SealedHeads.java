package org.confluens.report.seal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.platform.log.Log;

/**
 * How often the state of each report was sealed at least, kept outside of the database, so that an older state that is put
 * back there is told from the newest. A number counts from a minute after it was reached: until then somebody may still
 * hold a row that was read before.
 */
@ApplicationScoped
public class SealedHeads {

    private static final Log LOG = Log.of(SealedHeads.class);
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 100_000;

    private record Reached(int sealings, Instant at) {}

    private Path file;
    private Clock clock;
    private final Map<Long, Reached> waiting = new ConcurrentHashMap<>();
    private volatile HeadFile heads;

    protected SealedHeads() {}

    @Inject
    SealedHeads(Settings settings, Clock clock) {
        this(settings.path("confluens.data-dir").resolve("seal.heads"), clock);
    }

    SealedHeads(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    @PostConstruct
    void open() {
        try {
            heads = HeadFile.open(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "%s, which remembers how far each report was, cannot be read (%s); make it readable, or take it away to begin with what the database has"
                            .formatted(file, e.getClass().getSimpleName()));
        }
        if (heads.damaged() > 0) {
            LOG.warning(
                    "{0}: {1} entries are damaged; what the database has for these reports is taken for the newest",
                    file, heads.damaged());
        }
    }

    /** How a report stands that was found as it was written once. */
    SealState check(long report, int sealings) {
        return sealings < heads.get(report) ? SealState.ROLLED_BACK : SealState.INTACT;
    }

    /** A state was sealed, and that is committed. */
    void sealed(@Observes(during = TransactionPhase.AFTER_SUCCESS) StateSealed state) {
        reached(state.report(), state.sealings());
    }

    /** A committed state was found, sealed by whichever node. */
    public void reached(long report, int sealings) {
        if (sealings > heads.get(report) && waiting.size() < MOST_WAITING) {
            waiting.merge(
                    report,
                    new Reached(sealings, clock.instant()),
                    (known, now) -> now.sealings() > known.sealings() ? now : known);
        }
    }

    /** Those of the reports after one and up to another that are known here and are not among these. */
    public List<Long> missing(long after, long to, Set<Long> there) {
        return heads.known(after, to).filter(id -> !there.contains(id)).boxed().toList();
    }

    /** Writes what was reached long enough ago. */
    public void settle() throws IOException {
        settle(clock.instant().minus(SETTLED_AFTER));
    }

    private void settle(Instant until) throws IOException {
        Map<Long, Integer> settled = new HashMap<>();
        waiting.forEach((report, reached) -> {
            if (!reached.at().isAfter(until)) {
                settled.put(report, reached.sealings());
            }
        });
        if (!settled.isEmpty()) {
            heads.raise(settled);
            settled.forEach((report, sealings) ->
                    waiting.computeIfPresent(report, (id, now) -> now.sealings() == sealings ? null : now));
        }
    }

    /** At the end nobody reads any more, so that everything counts. */
    @PreDestroy
    void close() {
        try {
            settle(Instant.MAX);
        } catch (IOException e) {
            LOG.warning("{0} could not be written: {1}", file, e);
        }
    }
}
