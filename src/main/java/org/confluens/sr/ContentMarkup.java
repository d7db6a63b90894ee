package org.confluens.sr;

import java.util.List;
import java.util.Locale;

/**
 * Renders the content tree: containers as sections with headings of their depth, the items of a container as rows of a
 * table, what lies below an item as a list in its cell, a continuous container as one paragraph.
 */
final class ContentMarkup {

    /** HTML has six levels of headings; the title and the word over the content take two. */
    private static final int FIRST_LEVEL = 3;

    private static final int LAST_LEVEL = 6;

    private final Markup out;
    private final Labels labels;
    private final ValueText values;

    ContentMarkup(Markup out, Labels labels) {
        this.out = out;
        this.labels = labels;
        this.values = new ValueText(labels);
    }

    void render(ContainerItem root) {
        children(root, Position.ROOT, FIRST_LEVEL);
    }

    private void children(ContainerItem container, Position position, int level) {
        if (container.continuity() == ContainerItem.Continuity.CONTINUOUS) {
            paragraph(container);
            return;
        }
        boolean inTable = false;
        List<ContentItem> children = container.children();
        for (int i = 0; i < children.size(); i++) {
            ContentItem child = children.get(i);
            boolean section = child instanceof ContainerItem;
            if (section == inTable) {
                out.raw(inTable ? "</tbody></table>\n" : "<table><tbody>\n");
                inTable = !inTable;
            }
            if (child instanceof ContainerItem below) {
                section(below, position.child(i + 1), level);
            } else {
                row(child, position.child(i + 1));
            }
        }
        if (inTable) {
            out.raw("</tbody></table>\n");
        }
    }

    private void section(ContainerItem container, Position position, int level) {
        out.raw("<section id=\"" + id(position) + "\">\n");
        int next = level;
        if (container.concept().isPresent()) {
            out.element("h" + level, container.concept().get().meaning()).raw("\n");
            next = Math.min(level + 1, LAST_LEVEL);
        }
        children(container, position, next);
        out.raw("</section>\n");
    }

    private void row(ContentItem item, Position position) {
        out.raw("<tr id=\"" + id(position) + "\"><th scope=\"row\" dir=\"auto\">")
                .text(name(item))
                .raw("</th><td dir=\"auto\">");
        value(item);
        list(item, position);
        out.raw("</td></tr>\n");
    }

    private void list(ContentItem item, Position position) {
        if (item.children().isEmpty()) {
            return;
        }
        out.raw("<ul>");
        int ordinal = 0;
        for (ContentItem child : item.children()) {
            Position place = position.child(++ordinal);
            out.raw("<li id=\"" + id(place) + "\">").text(name(child)).raw(": ");
            value(child);
            list(child, place);
            out.raw("</li>");
        }
        out.raw("</ul>");
    }

    private void value(ContentItem item) {
        if (item instanceof ByReferenceItem reference) {
            out.raw("<a href=\"#" + id(reference.target()) + "\">")
                    .text(values.of(item))
                    .raw("</a>");
        } else if (item instanceof TableItem table) {
            new TableMarkup(out, labels).render(table.table());
        } else {
            out.raw("<bdi>").lines(values.of(item)).raw("</bdi>");
        }
    }

    private void paragraph(ContainerItem container) {
        out.raw("<p dir=\"auto\">");
        for (ContentTree.Node node : ContentTree.nodes(container)) {
            String text = node.item() == container ? "" : values.of(node.item());
            if (!text.isEmpty()) {
                out.lines(text).raw(" ");
            }
        }
        out.raw("</p>\n");
    }

    /** An item without a concept name is called by its value type or its relationship. */
    private static String name(ContentItem item) {
        return item.concept()
                .map(Code::meaning)
                .filter(meaning -> !meaning.isEmpty())
                .or(() -> item.relationship().map(type -> type.term().toLowerCase(Locale.ROOT)))
                .orElse("–");
    }

    private static String id(Position position) {
        return "item-" + position.toString().replace('.', '-');
    }
}
