package org.confluens.platform.log;

import java.util.regex.Pattern;

/** Masks secrets by what stands before them, wherever they are: in an address, a line of settings, an option of the Java machine. */
public final class Secrets {

    /** What stands in the place of a secret. */
    public static final String MASK = "********";

    private static final Pattern USER_INFO = Pattern.compile("(://)[^/?#\\s]*@");
    /** User and password of a database's address that has no {@code //} before them. */
    private static final Pattern BARE_USER_INFO =
            Pattern.compile("(\\bjdbc:(?:[a-z0-9]+:)+)[^\\s:/@;?][^\\s;?]*@", Pattern.CASE_INSENSITIVE);
    /** A name that ends in one of these words, however it begins, and all that follows to the next blank or closing quote. */
    private static final Pattern NAMED = Pattern.compile(
            "((?:pass(?:word|wd|code|phrase)?|pwd|secret|token|credentials?|api[-_]?key)\\d*[\"']?(?: ?[=:] ?|%3D))"
                    + "(?:\"[^\"]*\"|'[^']*'|\\S+)",
            Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** The text with every secret in it masked; masking twice changes nothing. */
    public static String masked(String text) {
        String named = NAMED.matcher(text).replaceAll("$1" + MASK);
        String bare = BARE_USER_INFO.matcher(named).replaceAll("$1" + MASK + "@");
        return USER_INFO.matcher(bare).replaceAll("$1" + MASK + "@");
    }
}
