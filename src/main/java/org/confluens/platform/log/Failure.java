package org.confluens.platform.log;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Says what failed without the exceptions' messages, because databases, parsers and the container quote the values that they
 * stumble over. The one place that decides which message may be told all the same.
 */
public final class Failure {

    private static final int DEEPEST = 30;
    private static final int FRAMES = 8;
    private static final String OURS = "org.confluens.";

    private Failure() {}

    /**
     * The classes of the exception and its causes, SQL states, and where the last of them arose: its own place and the
     * places in our code. Messages are told of what the network or we ourselves said ({@link Tellable}).
     */
    public static String text(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = new HashSet<>();
        Throwable last = thrown;
        String told = "";
        for (Throwable one = thrown; one != null && seen.size() < DEEPEST && seen.add(one); one = one.getCause()) {
            String name = name(one);
            if (!name.equals(told)) {
                text.append(text.isEmpty() ? "" : ", because of ").append(name);
            }
            told = name;
            last = one;
        }
        return text.append(places(last.getStackTrace())).toString();
    }

    private static String name(Throwable thrown) {
        String name = thrown.getClass().getName();
        if (thrown instanceof SQLException sql && sql.getSQLState() != null) {
            return name + " (SQL state " + LogText.clean(sql.getSQLState(), LogText.LONGEST_VALUE) + ")";
        }
        return isTellable(thrown) && thrown.getMessage() != null
                ? name + " (" + LogText.clean(thrown.getMessage(), LogText.LONGEST_VALUE) + ")"
                : name;
    }

    private static boolean isTellable(Throwable thrown) {
        return thrown instanceof Tellable
                || thrown instanceof SocketException
                || thrown instanceof SocketTimeoutException
                || thrown instanceof UnknownHostException
                || thrown instanceof SSLException;
    }

    private static String places(StackTraceElement[] frames) {
        StringBuilder places = new StringBuilder();
        int told = 0;
        for (int i = 0; i < frames.length && told < FRAMES; i++) {
            if (i == 0 || isOurs(frames[i].getClassName())) {
                places.append(told == 0 ? ", at " : " < ").append(frames[i]);
                told++;
            }
        }
        return places.toString();
    }

    /** Without the classes that the container puts between ours. */
    private static boolean isOurs(String type) {
        return type.startsWith(OURS) && !type.contains("$Proxy$");
    }
}
