package org.confluens.sr;

import java.util.regex.Pattern;

/** Builds well-formed markup in which every text is escaped, whatever it holds. */
final class Markup {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

    private final StringBuilder out = new StringBuilder(4096);

    /** Adds markup that this package wrote itself. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Adds text of a document: nothing of it can become markup. */
    Markup text(String text) {
        escape(text, out);
        return this;
    }

    /** Adds text of several lines. */
    Markup lines(String text) {
        String[] lines = LINE_END.split(text, -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                out.append("<br/>");
            }
            escape(lines[i], out);
        }
        return this;
    }

    /** Adds an element that holds nothing but text, whose direction follows from its own script. */
    Markup element(String name, String text) {
        return raw("<" + name + " dir=\"auto\">").lines(text).raw("</" + name.split(" ")[0] + ">");
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isLegal(point) ? point : 0xFFFD);
            }
        });
    }

    /** The characters of XML 1.0; HTML's are more, but the same text also goes into a PDF by way of XML. */
    private static boolean isLegal(int point) {
        return point == '\t'
                || (point >= 0x20 && point < 0x7F)
                || (point >= 0xA0 && point < 0xD800)
                || (point >= 0xE000 && point <= 0xFFFD)
                || (point >= 0x10000 && point <= 0x10FFFF && (point & 0xFFFE) != 0xFFFE);
    }
}
