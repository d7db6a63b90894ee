package org.confluens.destination;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Holds back what a destination would not take: after three failures in a row, each with something else or for a reason of
 * the destination itself, only one probe at a time goes out, at growing intervals of at most a quarter of a minute, until one succeeds.
 * Everything else waits meanwhile and counts no attempt. What failed before that, and no success since, may be tried again as
 * often, however long it would wait by itself: a lone document is all that can show that its destination is back. One for each destination and node; any thread may use it.
 */
public final class Breaker {

    private static final int FAILURES = 3;
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** What asks to be left alone for longer is probed all the same: a slip of its clock must not silence it for ever. */
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

    /** Longer than the next probe is ever away; what is later was set before the clock was set back. */
    private static final Duration FARTHEST = Duration.ofMinutes(15);

    /** Longer than a probe takes: one of which nothing was heard is taken for lost. */
    private static final Duration PROBE = Duration.ofMinutes(3);

    private final Clock clock;
    private final RetryPolicy pauses;
    private final Set<String> failed = new HashSet<>();
    private Optional<Instant> failingSince = Optional.empty();
    private Instant nextProbe = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private int probes;
    private int refusals;
    private String problem = "";

    public Breaker(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.pauses = new RetryPolicy(random, LONGEST);
    }

    /** What may be sent now. */
    public enum Permit {
        /** All that is due. */
        ALL,
        /** One thing, due or not: what comes of it has to be told. */
        PROBE,
        /** Nothing. */
        NONE
    }

    /**
     * How the destination is.
     *
     * @param failingSince when it stopped taking anything; empty while it works
     * @param problem what it answered the last time, without patient data
     */
    public record Condition(Optional<Instant> failingSince, Optional<Instant> nextProbe, int probes, String problem) {}

    /** Asks before something is sent. */
    public synchronized Permit permit() {
        if (failingSince.isEmpty()) {
            return Permit.ALL;
        }
        Instant now = clock.instant();
        boolean due = !nextProbe.isAfter(now) || nextProbe.isAfter(now.plus(FARTHEST));
        if (due) {
            nextProbe = now.plus(PROBE);
            return Permit.PROBE;
        }
        return Permit.NONE;
    }

    /**
     * Whether one thing that waits may be tried before it is due, since nothing is known of the destination but that it did not
     * take something: what comes of it has to be told. Never while {@link #permit} holds things back.
     */
    public synchronized boolean mayTryEarly() {
        Instant now = clock.instant();
        boolean due = !nextProbe.isAfter(now) || nextProbe.isAfter(now.plus(FARTHEST));
        if (failingSince.isPresent() || failed.isEmpty() || !due) {
            return false;
        }
        nextProbe = now.plus(PROBE);
        return true;
    }

    /** There was nothing to probe with. */
    public synchronized void unused() {
        nextProbe = clock.instant();
    }

    /** Lets a probe go out now, because a person has repaired something, or thinks so. */
    public synchronized void probeNow() {
        notBefore = Instant.MIN;
        nextProbe = Instant.MIN;
    }

    /**
     * The destination took something, or refused it for good: it works.
     *
     * @return whether it had not worked before, so that all that waits is due now
     */
    public synchronized boolean works() {
        boolean back = failingSince.isPresent();
        failed.clear();
        failingSince = Optional.empty();
        notBefore = Instant.MIN;
        probes = 0;
        refusals = 0;
        problem = "";
        return back;
    }

    /**
     * The same, told with what it took: what it took after it had refused just that shows that it works again.
     *
     * @return whether all that waits is due now
     */
    public synchronized boolean works(String what) {
        boolean taken = failed.contains(what);
        return works() || taken;
    }

    /**
     * The destination did not take something for now.
     *
     * @param what with what it failed; the same thing twice says no more of the destination than once
     * @return whether it counts as not working from now on, and did not before
     */
    public synchronized boolean failed(String what, String why) {
        problem = why;
        if (failingSince.isPresent()) {
            probes++;
            nextProbe = later(clock.instant().plus(pauses.pause(probes + 1)), notBefore);
            return false;
        }
        failed.add(what);
        refusals++;
        nextProbe = later(clock.instant().plus(pauses.pause(refusals)), notBefore);
        if (failed.size() < FAILURES) {
            return false;
        }
        failingSince = Optional.of(clock.instant());
        nextProbe = later(clock.instant().plus(pauses.pause(1)), notBefore);
        return true;
    }

    /** The same where the answer said how long to wait, of this thing only; cut to ten minutes. */
    public synchronized boolean failed(String what, String why, Duration asked) {
        notBefore = later(notBefore, clock.instant().plus(bounded(asked)));
        return failed(what, why);
    }

    /** The same where the destination could not be reached, or refused to talk: that says it every time. */
    public synchronized boolean unreachable(String why) {
        return failed("try " + failed.size(), why);
    }

    /**
     * The destination takes nothing now and said how long it wants to be left alone: that needs no second try to be believed.
     *
     * @param asked cut to ten minutes
     * @return whether it counts as not working from now on, and did not before
     */
    public synchronized boolean asksToWait(String why, Duration asked) {
        boolean begins = failingSince.isEmpty();
        Instant now = clock.instant();
        problem = why;
        notBefore = later(notBefore, now.plus(bounded(asked)));
        failingSince = Optional.of(failingSince.orElse(now));
        probes += begins ? 0 : 1;
        nextProbe = later(now.plus(pauses.pause(probes + 1)), notBefore);
        return begins;
    }

    /** How long a destination is left alone that asks for it. */
    public static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** How the destination is now. */
    public synchronized Condition condition() {
        return new Condition(failingSince, failingSince.map(since -> nextProbe), probes, problem);
    }
}
