package org.confluens.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads the pages that report templates come as: HTML5 in XML syntax, as the profile shows it, or written as for browsers,
 * with elements left open and attributes without quotes. The XML in the script element is read too, even where it stands in
 * a comment. Nothing is run, fetched or expanded.
 */
final class MrrtParser {
    private static final int LARGEST = 1 << 20;
    private static final int MOST = 50_000;
    private static final int DEEPEST = 200;
    private static final String SCRIPT = "script";
    private static final Set<String> EMPTY =
            Set.of("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr");
    private static final Set<String> PLAIN_TEXT = Set.of(SCRIPT, "style", "textarea", "title");
    private static final Set<String> BLOCKS =
            Set.of("div", "dl", "header", "ol", "p", "section", "table", "ul", "h1", "h2", "h3", "h4", "form");
    private static final Map<String, Set<String>> ENDED_BY_THE_NEXT = Map.of(
            "option", Set.of("option"),
            "li", Set.of("li"),
            "td", Set.of("td", "th", "tr"),
            "th", Set.of("td", "th", "tr"),
            "tr", Set.of("tr"),
            "code", Set.of("code"));
    private static final Pattern NAME = Pattern.compile("[A-Za-z][^\\s/>]*");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s=/>\"'<]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+)))?");

    private final String html;
    private final Deque<MrrtElement> open = new ArrayDeque<>();
    private int elements;
    private int at;
    private int line = 1;
    private int counted;

    private MrrtParser(String html) {
        this.html = html;
    }

    /** The page as an element without a name that holds everything. */
    static MrrtElement parse(String html) throws TemplateException {
        MrrtParser parser = new MrrtParser(html);
        if (html.length() > LARGEST) {
            throw parser.refused("too-large", "a page has at most " + LARGEST + " characters");
        }
        MrrtElement page = new MrrtElement("", Map.of(), new ArrayList<>(), "", 1);
        parser.open.push(page);
        while (parser.at < html.length()) {
            parser.next();
        }
        return page;
    }

    private TemplateException refused(String rule, String message) {
        return new TemplateException(List.of(new TemplateProblem("MRRT page", line(), rule, message)));
    }

    private int line() {
        for (; counted < Math.min(at, html.length()); counted++) {
            if (html.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }

    private void next() throws TemplateException {
        if (html.startsWith("<!--", at)) {
            comment();
        } else if (html.startsWith("<!", at) || html.startsWith("<?", at)) {
            at = after(">", at);
        } else if (html.startsWith("</", at)) {
            end();
        } else if (html.charAt(at) == '<'
                && NAME.matcher(html).region(at + 1, html.length()).lookingAt()) {
            start();
        } else {
            int next = html.indexOf('<', at + 1);
            text(html.substring(at, next < 0 ? html.length() : next));
            at = next < 0 ? html.length() : next;
        }
    }

    /** The position behind the next occurrence, or the end of the page. */
    private int after(String what, int from) {
        int found = html.indexOf(what, from);
        return found < 0 ? html.length() : found + what.length();
    }

    /** Many templates hide their XML from browsers in a comment. */
    private void comment() {
        boolean inXml = open.stream().anyMatch(e -> e.name().equals(SCRIPT));
        at = inXml ? at + "<!--".length() : after("-->", at);
    }

    private void text(String raw) {
        String text = raw.replace("-->", "");
        if (!text.isEmpty()) {
            open.element()
                    .children()
                    .add(new MrrtElement("", Map.of(), List.of(), HtmlCharacters.decode(text), line()));
        }
    }

    private void end() {
        Matcher name = NAME.matcher(html).region(at + 2, html.length());
        String closed = name.lookingAt() ? name.group().toLowerCase(Locale.ROOT) : "";
        at = after(">", at);
        if (open.stream().anyMatch(e -> e.name().equals(closed)) && !closed.isEmpty()) {
            while (!open.pop().name().equals(closed)) {
                continue;
            }
        }
    }

    private void start() throws TemplateException {
        int begin = line();
        Matcher name = NAME.matcher(html).region(at + 1, html.length());
        name.lookingAt();
        String element = name.group().toLowerCase(Locale.ROOT);
        at = name.end();
        Map<String, String> attributes = attributes();
        boolean closed = html.startsWith("/>", at);
        at = after(">", at);
        endOpenOnes(element);
        MrrtElement read = new MrrtElement(element, attributes, new ArrayList<>(), "", begin);
        open.element().children().add(read);
        if (++elements > MOST) {
            throw refused("too-large", "a page has at most " + MOST + " elements");
        }
        boolean xml = element.equals(SCRIPT) && read.attribute("type").equalsIgnoreCase("text/xml");
        if (closed || EMPTY.contains(element)) {
            return;
        }
        if (PLAIN_TEXT.contains(element) && !xml) {
            plainText(element, read);
            return;
        }
        open.push(read);
        if (open.size() > DEEPEST) {
            throw refused("too-deep", "more than " + DEEPEST + " elements stand inside each other");
        }
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        while (at < html.length() && html.charAt(at) != '>' && !html.startsWith("/>", at)) {
            Matcher attribute = ATTRIBUTE.matcher(html).region(at, html.length());
            if (!attribute.lookingAt()) {
                at++;
                continue;
            }
            String value = IntStream.of(2, 3, 4)
                    .mapToObj(attribute::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            attributes.putIfAbsent(attribute.group(1).toLowerCase(Locale.ROOT), HtmlCharacters.decode(value));
            at = attribute.end();
        }
        return attributes;
    }

    /** Some elements end where the next of their kind begins. */
    private void endOpenOnes(String element) {
        while (ENDED_BY_THE_NEXT.getOrDefault(open.element().name(), Set.of()).contains(element)
                || open.element().name().equals("p") && BLOCKS.contains(element)) {
            open.pop();
        }
    }

    private void plainText(String element, MrrtElement read) {
        Matcher end = Pattern.compile("</" + element + "\\s*>", Pattern.CASE_INSENSITIVE)
                .matcher(html)
                .region(at, html.length());
        int stop = end.find() ? end.start() : html.length();
        boolean shown = element.equals("textarea") || element.equals("title");
        if (shown && stop > at) {
            String text = HtmlCharacters.decode(html.substring(at, stop));
            read.children().add(new MrrtElement("", Map.of(), List.of(), text, line()));
        }
        at = stop < html.length() ? end.end() : html.length();
    }
}
