package org.confluens;

import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Runs a step of a test where the product runs its own: on a thread that the container lends to a session bean, as those that
 * serve DICOM, HL7 and intake. Transactions behave otherwise there than on the thread of a request.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class LentThread {

    @Resource
    private ManagedThreadFactory threads;

    /** Waits for the step. */
    public <T> FutureTask<T> run(Callable<T> step) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(step);
        Thread thread = threads.newThread(task);
        thread.start();
        thread.join();
        return task;
    }
}
