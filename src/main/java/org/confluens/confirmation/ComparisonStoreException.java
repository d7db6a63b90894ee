package org.confluens.confirmation;

import java.sql.SQLException;

/** The database did not take or give a comparison; the transaction around it is given up. */
final class ComparisonStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ComparisonStoreException(SQLException cause) {
        super("comparison not stored or read, SQL state " + cause.getSQLState(), cause);
    }
}
