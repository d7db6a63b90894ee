package org.confluens.platform.log;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record as one line: time in UTC, level, logger, text. Lines of ours are told as they are. Those of the container and of
 * libraries may quote what they stumbled over (the database's access layer tells a failed statement with its values), so of
 * theirs only the beginning is told, up to where a quotation or a value could begin, and of an exception its class and place.
 * Only the loggers that speak of starting, stopping and connections are told whole, unless it is of a failure.
 */
final class LineFormat extends Formatter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final List<String> TOLD_WHOLE = List.of(
            "PayaraMicro",
            "fish.payara.",
            "javax.enterprise.system.core",
            "jakarta.enterprise.system.core",
            "javax.enterprise.resource.resourceadapter",
            "jakarta.enterprise.resource.resourceadapter");
    private static final Pattern BEGINNING =
            Pattern.compile("((?:[A-Z][A-Z0-9]*-?[A-Z0-9-]*\\d+ ?:? ?)?[^:'\"`“«=<\\[({\\r\\n]*)", Pattern.DOTALL);

    @Override
    public String format(LogRecord line) {
        return format(line, text(line));
    }

    /** The line of a record whose text is known already. */
    String format(LogRecord line, String text) {
        return TIME.format(line.getInstant()) + " " + line.getLevel().getName() + " " + line.getLoggerName() + ": "
                + text + "\n";
    }

    /** What the record says, as a line may hold it. */
    String text(LogRecord line) {
        if (line instanceof Log.Line) {
            return line.getMessage();
        }
        String said = isToldWhole(line) ? filled(line) : beginning(line);
        String failure = line.getThrown() == null ? "" : " " + Failure.text(line.getThrown());
        return LogText.clean(said.strip() + failure, LogText.LONGEST_LINE);
    }

    /** What lines of one kind have in common. */
    String kind(LogRecord line) {
        return line instanceof Log.Line ours ? ours.pattern() : beginning(line);
    }

    private static boolean isToldWhole(LogRecord line) {
        String name = String.valueOf(line.getLoggerName());
        return TOLD_WHOLE.stream().anyMatch(name::startsWith) && !tellsAFailure(line);
    }

    /** The container appends the messages of exceptions to lines of its own. */
    private static boolean tellsAFailure(LogRecord line) {
        return line.getThrown() != null || pattern(line).contains("xception");
    }

    private static String filled(LogRecord line) {
        Object[] values = line.getParameters();
        return values == null || values.length == 0 ? pattern(line) : LogText.fill(pattern(line), values);
    }

    private static String beginning(LogRecord line) {
        Matcher beginning = BEGINNING.matcher(pattern(line).strip());
        return beginning.lookingAt() ? beginning.group(1).strip() : "";
    }

    private static String pattern(LogRecord line) {
        String message = Optional.ofNullable(line.getMessage()).orElse("");
        try {
            return line.getResourceBundle() == null
                    ? message
                    : line.getResourceBundle().getString(message);
        } catch (MissingResourceException e) {
            return message;
        }
    }
}
