package org.confluens.platform.work;

import java.time.Duration;

/**
 * How a background loop is doing.
 *
 * @param plan what it is to be
 * @param sinceRound time since it last ended a round without a failure, or since its start
 * @param late whether it has not got on in its allotted time
 * @param failing whether its last round failed
 * @param rounds rounds that it has ended, failed ones included
 * @param failures rounds that failed
 * @param restarts how often it was started again because its thread had died
 */
public record LoopState(
        LoopPlan plan, Duration sinceRound, boolean late, boolean failing, long rounds, long failures, long restarts) {}
