package org.confluens.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the value of a configuration key may look like. A type in the table of keys is written as its name in lower case
 * with hyphens; {@code integer} takes a range, as in {@code integer 1..500}.
 */
enum KeyType {
    AE_TITLE("1 to 16 printable ASCII characters, no backslash, not only spaces (PS3.5 6.2, AE)", KeyType::isAeTitle),
    PORT("a TCP port from 1 to 65535", v -> inRange(v, 1, 65_535)),
    ADDRESS("an IP address or host name to bind to, 0.0.0.0 for all", v -> !v.isBlank() && v.indexOf(' ') < 0),
    CALLERS(
            "* or a list of AET, AET@host or AET@host#subject, separated by commas (by semicolons with a subject)",
            KeyType::areCallers),
    AE_TITLES(
            "a list of AE titles separated by commas, or * for all",
            v -> v.isEmpty()
                    || Stream.of(v.split(",", -1))
                            .map(String::strip)
                            .allMatch(title -> title.equals("*") || isAeTitle(title))),
    SENDERS(
            "* or a list of APPLICATION, APPLICATION|FACILITY or APPLICATION|FACILITY@host, separated by commas; each part"
                    + " may be *",
            KeyType::areSenders),
    CALLER_SERVICES(
            "a list of AET=service+service, separated by commas; the services are verification, storage, worklist, mpps,"
                    + " availability and commitment, the AET may be *",
            KeyType::areCallerServices),
    USER_IDENTITY(
            "ignore, accept, refuse or require",
            v -> List.of("ignore", "accept", "refuse", "require").contains(v)),
    INTEGER("a whole number", v -> inRange(v, Long.MIN_VALUE, Long.MAX_VALUE)),
    DURATION(
            "a time such as 500ms, 30s, 5m, 2h or PT30S",
            v -> isDuration(v) && !duration(v).isNegative()),
    RETENTION("a number of days from 1d, such as 30d", v -> Pattern.matches("[1-9]\\d{0,4}d", v)),
    DAYS("a number of days such as 180d", v -> Pattern.matches("\\d{1,5}d", v)),
    FLAG("true or false", v -> v.equals("true") || v.equals("false")),
    PACS(
            "AET@host:port, or an http or https URL without user, password and query",
            v -> v.isEmpty() || isNode(v) || isWebAddress(v)),
    PATH("a path of the file system", v -> !v.isBlank() && isPath(v)),
    OPTIONAL_PATH("a path of the file system", v -> v.isEmpty() || isPath(v)),
    NODE("AET@host:port", v -> v.isEmpty() || isNode(v)),
    HOST_PORT("host:port", v -> v.isEmpty() || Pattern.matches("[^@:\\s]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}", v)),
    PUBLISHER("files, hl7 or nothing", v -> List.of("", "files", "hl7").contains(v)),
    TEXT("a text", v -> true),
    SECRET("a text", v -> true);

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern NODE_FORM =
            Pattern.compile("([^@\\\\]{1,16})@([^@:\\s]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");

    private static final Pattern SENDER = Pattern.compile("[^|@]+(\\|[^|@]+)?(@(\\*|[^|@/\\s]+(/\\d{1,3})?))?");

    private static final String SERVICE = "(verification|storage|worklist|mpps|availability|commitment)";
    private static final Pattern SERVICES = Pattern.compile(SERVICE + "(\\+" + SERVICE + ")*");

    private final String allowed;
    private final Predicate<String> accepts;

    KeyType(String allowed, Predicate<String> accepts) {
        this.allowed = allowed;
        this.accepts = accepts;
    }

    static KeyType named(String name) {
        return valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    String allowed() {
        return allowed;
    }

    boolean accepts(String value) {
        return accepts.test(value);
    }

    static Duration duration(String value) {
        Matcher m = SHORT_DURATION.matcher(value);
        if (!m.matches()) {
            return Duration.parse(value);
        }
        long amount = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static boolean isDuration(String value) {
        try {
            duration(value);
            return true;
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }

    static boolean inRange(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            return number >= least && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isAeTitle(String value) {
        return !value.isBlank()
                && value.length() <= 16
                && value.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != '\\');
    }

    /** The entries of a list of callers; the distinguished name of a subject has commas of its own. */
    static List<String> callers(String value) {
        return Stream.of(value.split(value.indexOf('#') < 0 ? "[,;]" : ";", -1))
                .map(String::strip)
                .toList();
    }

    private static boolean areCallers(String value) {
        return callers(value).stream()
                .map(caller -> caller.split("[@#]", 2)[0])
                .allMatch(title -> title.equals("*") || isAeTitle(title));
    }

    /** The entries of a list of senders of HL7 messages. */
    static List<String> senders(String value) {
        return Stream.of(value.split(",", -1)).map(String::strip).toList();
    }

    private static boolean areSenders(String value) {
        return senders(value).stream().allMatch(SENDER.asMatchPredicate());
    }

    private static boolean areCallerServices(String value) {
        return value.isEmpty()
                || Stream.of(value.split(",", -1)).map(String::strip).allMatch(KeyType::isCallerService);
    }

    private static boolean isCallerService(String entry) {
        int end = entry.lastIndexOf('=');
        String title = end < 0 ? "" : entry.substring(0, end).strip();
        return (title.equals("*") || isAeTitle(title))
                && SERVICES.matcher(entry.substring(end + 1)).matches();
    }

    private static boolean isNode(String value) {
        Matcher m = NODE_FORM.matcher(value);
        return m.matches() && isAeTitle(m.group(1)) && inRange(m.group(3), 1, 65_535);
    }

    private static boolean isWebAddress(String value) {
        try {
            URI uri = URI.create(value);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPath(String value) {
        try {
            return !Path.of(value).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
