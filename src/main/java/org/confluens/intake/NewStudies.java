package org.confluens.intake;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/**
 * Studies of which more is known than before, until somebody has looked which template they may get. That waits for its own
 * turn, because what was acknowledged comes to the database first. A study that finds no place here, or that a restart makes
 * forgotten, is looked at when it is complete.
 */
final class NewStudies {

    private static final int MOST = 10_000;

    private final Deque<String> waiting = new ArrayDeque<>();

    synchronized void add(Collection<String> studyInstanceUids) {
        studyInstanceUids.stream().limit(MOST - waiting.size()).forEach(waiting::add);
    }

    /** Takes the one that waits longest. */
    synchronized Optional<String> take() {
        return Optional.ofNullable(waiting.poll());
    }
}
