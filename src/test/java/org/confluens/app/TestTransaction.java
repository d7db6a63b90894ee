package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * What a test does within one transaction, as the service does. Not a {@code UserTransaction}: the container forbids one now
 * and then, because its interceptor keeps in a field that threads share whether one is allowed.
 */
@ApplicationScoped
public class TestTransaction {

    /** What is done. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Commits what was done, or rolls all of it back if it throws. */
    @Transactional(rollbackOn = Exception.class)
    public void run(Work work) throws Exception {
        work.run();
    }
}
