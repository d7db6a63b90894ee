package org.confluens.report.pdf;

import java.util.regex.Pattern;

/**
 * States the direction of each element whose direction is to follow from its text: a browser finds that out, the PDF
 * library does not. The first letter with a direction of its own decides (Unicode bidirectional algorithm, rules P2, P3).
 */
final class Directions {

    private static final Pattern AUTOMATIC =
            Pattern.compile("<(\\w+)([^<>]*) dir=\"auto\"([^<>]*)>(?=(.*?)</\\1>)", Pattern.DOTALL);
    private static final Pattern ISOLATED = Pattern.compile("<bdi>(?=(.*?)</bdi>)", Pattern.DOTALL);
    private static final Pattern MARKUP = Pattern.compile("<[^<>]*>|&#?\\w+;");

    private Directions() {}

    /** The page with {@code rtl} or {@code ltr} in place of {@code auto}. */
    static String stated(String page) {
        String elements =
                AUTOMATIC.matcher(page).replaceAll(element -> "<$1$2 dir=\"" + of(element.group(4)) + "\"$3>");
        return ISOLATED.matcher(elements).replaceAll(element -> "<bdi dir=\"" + of(element.group(1)) + "\">");
    }

    private static String of(String content) {
        byte direction =
                new BidirectionalText().getBaseDirection(MARKUP.matcher(content).replaceAll(" "));
        return direction == BidirectionalText.RTL ? "rtl" : "ltr";
    }
}
