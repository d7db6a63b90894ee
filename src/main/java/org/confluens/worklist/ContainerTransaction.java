package org.confluens.worklist;

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

    /**
     * Runs the work. It is undone if it fails with an unchecked exception, or marks the transaction so.
     *
     * @throws E what the work throws
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public <T, E extends Exception> T call(Work<T, E> work) throws E {
        return work.run();
    }
}
