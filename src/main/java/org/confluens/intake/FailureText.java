package org.confluens.intake;

import org.confluens.transaction.UndoneException;

/** What a row keeps of a failure, without the exception's message, because a database quotes the values that it stumbles over. */
final class FailureText {

    private FailureText() {}

    /** What went wrong, as short as a row holds it: the class of what had its work undone. */
    static String nameOf(RuntimeException thrown) {
        return (thrown instanceof UndoneException ? thrown.getCause() : thrown)
                .getClass()
                .getSimpleName();
    }
}
