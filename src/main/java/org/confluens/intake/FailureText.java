package org.confluens.intake;

import java.sql.SQLException;
import org.confluens.transaction.UndoneException;

/** Says what failed without the exceptions' messages, because a database quotes the values that it stumbles over. */
final class FailureText {

    private FailureText() {}

    /** What went wrong, as short as a row holds it: the class of what had its work undone. */
    static String nameOf(RuntimeException thrown) {
        return (thrown instanceof UndoneException ? thrown.getCause() : thrown)
                .getClass()
                .getSimpleName();
    }

    /** The classes of the exception and its causes, SQL states, and where the last of them arose. */
    static String of(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Throwable last = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : ", because of ")
                    .append(cause.getClass().getName());
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                text.append(" (SQL state ").append(sql.getSQLState()).append(')');
            }
            last = cause;
        }
        return last.getStackTrace().length == 0
                ? text.toString()
                : text.append(", at ").append(last.getStackTrace()[0]).toString();
    }
}
