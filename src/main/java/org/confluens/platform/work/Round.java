package org.confluens.platform.work;

/** What a background loop does again and again: everything that there is to do, then it returns. */
@FunctionalInterface
public interface Round {

    /**
     * Does one round.
     *
     * @param progress told of each part that is done, where a round may have many
     * @throws Exception whatever it fails with; it is logged, and the next round comes
     */
    void run(Progress progress) throws Exception;

    /** Says that a round is getting on, so that it may take its allotted time again. */
    @FunctionalInterface
    interface Progress {
        void made();
    }
}
