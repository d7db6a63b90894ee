package org.confluens.platform.log;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes the lines of one class to the log. A text has places {@code {0}} to {@code {9}} for its values; a value that is a
 * {@link Throwable} is told as {@link Failure#text} tells it, by its class and place and not by its message. Values of a
 * patient do not belong in a line; whatever a peer chose (an AE title, an identifier of a message) cannot end the line or
 * steer a terminal, see {@link LogText#clean}.
 */
public final class Log {

    private final Logger logger;

    private Log(String name) {
        logger = Logger.getLogger(name);
    }

    /** The log of the class, under the class's name. */
    public static Log of(Class<?> owner) {
        return new Log(owner.getName());
    }

    /** What helps to follow the program step by step; not written unless asked for. */
    public void debug(String text, Object... values) {
        write(Level.FINE, text, values);
    }

    /** What happened as it should. */
    public void info(String text, Object... values) {
        write(Level.INFO, text, values);
    }

    /** What did not go as it should and is settled: refused, put off, tried again. */
    public void warning(String text, Object... values) {
        write(Level.WARNING, text, values);
    }

    /** What failed for a reason of ours or of the machine, and an operator has to look at. */
    public void error(String text, Object... values) {
        write(Level.SEVERE, text, values);
    }

    private void write(Level level, String text, Object... values) {
        if (logger.isLoggable(level)) {
            logger.log(new Line(level, logger.getName(), text, LogText.fill(text, values)));
        }
    }

    /** A line of ours: its text is whole and clean already, the pattern says which lines are of one kind. */
    static final class Line extends LogRecord {

        private static final long serialVersionUID = 1L;

        private final String pattern;

        Line(Level level, String logger, String pattern, String text) {
            super(level, text);
            this.pattern = pattern;
            setLoggerName(logger);
            setSourceClassName(logger);
            setSourceMethodName(null);
        }

        String pattern() {
            return pattern;
        }
    }
}
