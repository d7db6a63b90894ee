package org.confluens.worklist;

import java.io.IOException;

/**
 * One way of putting steps on the worklist of another system. Each call may be repeated after a failure or a restart. It
 * raises {@link StepNotTakenException} where the other system answers that it does not take the step, any other
 * {@link IOException} where it could not be asked.
 */
public interface StepPublisher {

    /** The word by which {@code confluens.worklist.publish} chooses this way. */
    String kind();

    /** Makes the other system show the step, as it is now. */
    void put(WorklistItem item) throws IOException;

    /** The same for a step that the other system was given before and that has changed since. */
    default void change(WorklistItem item) throws IOException {
        put(item);
    }

    /** Makes the other system no longer show the step, which was canceled, completed or discontinued. */
    void remove(WorklistItem item) throws IOException;
}
