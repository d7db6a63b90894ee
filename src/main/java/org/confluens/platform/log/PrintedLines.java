package org.confluens.platform.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What code that knows no log prints on a standard stream, line by line as records of a logger. Nobody says what is in such a
 * line, so of its text only the names of classes are told, which is what a printed stack trace is read for.
 */
final class PrintedLines extends OutputStream {

    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.)+[A-Z]\\w*(?:\\.\\w+)?");

    private final Logger logger;
    private final Level level;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    PrintedLines(String name, Level level) {
        this.logger = Logger.getLogger(name);
        this.level = level;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n' || line.size() >= LogText.LONGEST_LINE) {
            flushLine();
        }
        if (b != '\n') {
            line.write(b);
        }
    }

    private void flushLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!text.isBlank()) {
            String classes =
                    CLASS.matcher(text).results().map(MatchResult::group).collect(Collectors.joining(", "));
            logger.log(level, classes.isEmpty() ? "a line was printed" : "a line was printed that names " + classes);
        }
    }
}
