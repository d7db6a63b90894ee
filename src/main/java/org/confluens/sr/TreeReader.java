package org.confluens.sr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * Reads a content tree without recursion, so that no depth of nesting can exhaust the stack. What lies below the limits
 * is reported and kept, unread, in the attributes of the deepest item that was read.
 */
final class TreeReader {

    /** Deeper than any template of PS3.16, and far from what a stack can hold. */
    static final int MAX_DEPTH = 64;

    static final int MAX_ITEMS = 200_000;

    private final Findings findings;
    private int items;

    TreeReader(Findings findings) {
        this.findings = findings;
    }

    /** An item whose children are being read. */
    private static final class Open {
        final Dataset source;
        final Position position;
        final List<Dataset> children;
        final List<ContentItem> read = new ArrayList<>();
        int next;

        Open(Dataset source, Position position, List<Dataset> children) {
            this.source = source;
            this.position = position;
            this.children = children;
        }
    }

    ContainerItem read(Dataset dataset) {
        Deque<Open> path = new ArrayDeque<>();
        path.push(open(dataset, Position.ROOT));
        while (true) {
            Open open = path.peek();
            if (open.next < open.children.size()) {
                Dataset child = open.children.get(open.next++);
                path.push(open(child, open.position.child(open.next)));
                continue;
            }
            path.pop();
            if (path.isEmpty()) {
                TextRules.check(open.source, findings);
                ContainerItem root = new ItemReader(open.source, findings).readRoot(open.read);
                return isUnread(open) ? (ContainerItem) keeping(root, open.source) : root;
            }
            path.peek().read.add(close(open));
        }
    }

    private Open open(Dataset source, Position position) {
        List<Dataset> children = source.items(Tag.ContentSequence);
        items += children.size();
        if (children.isEmpty()) {
            if (source.hasValue(Tag.ContentSequence)) {
                findings.at(position)
                        .report(SrProblemCode.INVALID_DOCUMENT_TREE, Tag.ContentSequence, "is not a sequence");
            }
            return new Open(source, position, children);
        }
        if (position.depth() >= MAX_DEPTH) {
            findings.at(position).report(SrProblemCode.TREE_TOO_DEEP, "nothing below " + MAX_DEPTH + " levels is read");
            return new Open(source, position, List.of());
        }
        if (items > MAX_ITEMS) {
            findings.at(position).report(SrProblemCode.TREE_TOO_LARGE, "no more than " + MAX_ITEMS + " items are read");
            return new Open(source, position, List.of());
        }
        return new Open(source, position, children);
    }

    private ContentItem close(Open open) {
        Findings here = findings.at(open.position);
        TextRules.check(open.source, here);
        ContentItem item = new ItemReader(open.source, here).read(open.read);
        boolean lost = item instanceof ByReferenceItem && !open.read.isEmpty();
        return isUnread(open) || lost ? keeping(item, open.source) : item;
    }

    private static boolean isUnread(Open open) {
        return open.children.isEmpty() && open.source.hasValue(Tag.ContentSequence);
    }

    private static ContentItem keeping(ContentItem item, Dataset source) {
        ItemHead head = item.head();
        Dataset others = head.others().toBuilder()
                .putAll(source.filter(tag -> tag == Tag.ContentSequence))
                .build();
        return item.withHead(new ItemHead(
                head.relationship(), head.concept(), head.observationDateTime(), head.observationUid(), others));
    }
}
