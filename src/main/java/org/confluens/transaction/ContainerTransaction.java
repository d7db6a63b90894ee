package org.confluens.transaction;

import jakarta.annotation.Resource;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/**
 * Runs work in a transaction of the container. For threads that serve DICOM, HL7 or a timer: there, connections for plain
 * SQL do not join a transaction that an interceptor began, so each statement would be committed by itself; they do join the
 * one of a session bean.
 */
@Stateless
public class ContainerTransaction {

    /** What is to be done whole or not at all. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    @Resource
    private SessionContext context;

    /**
     * Runs the work in the caller's transaction, or in one of its own where there is none. It is undone if it fails.
     *
     * @throws E what the work throws
     * @throws UndoneException if it fails otherwise; application exceptions pass as they are
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public <T, E extends Exception> T call(Work<T, E> work) throws E {
        return undoingFailures(work);
    }

    /**
     * Runs the work in a transaction of its own, whatever the caller's is. It is undone if it fails.
     *
     * @throws E what the work throws
     * @throws UndoneException if it fails otherwise; application exceptions pass as they are
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public <T, E extends Exception> T callNew(Work<T, E> work) throws E {
        return undoingFailures(work);
    }

    private <T, E extends Exception> T undoingFailures(Work<T, E> work) throws E {
        boolean done = false;
        try {
            T result = work.run();
            done = true;
            return result;
        } catch (RuntimeException e) {
            throw e.getClass().isAnnotationPresent(ApplicationException.class) ? e : new UndoneException(e);
        } finally {
            if (!done) {
                context.setRollbackOnly();
            }
        }
    }
}
