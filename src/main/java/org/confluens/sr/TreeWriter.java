package org.confluens.sr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Writes a content tree without recursion. */
final class TreeWriter {

    private TreeWriter() {}

    /** An item whose children are being written. */
    private static final class Open {
        final ContentItem item;
        final List<Dataset> written = new ArrayList<>();
        int next;

        Open(ContentItem item) {
            this.item = item;
        }
    }

    /** Adds the root's attributes and everything below to the top level of a document. */
    static void write(ContainerItem root, Dataset.Builder document) {
        Deque<Open> path = new ArrayDeque<>();
        path.push(new Open(root));
        while (true) {
            Open open = path.peek();
            if (open.next < open.item.children().size()) {
                path.push(new Open(open.item.children().get(open.next++)));
                continue;
            }
            path.pop();
            if (path.isEmpty()) {
                close(open, document);
                return;
            }
            Dataset.Builder item = Dataset.builder();
            close(open, item);
            path.peek().written.add(item.build());
        }
    }

    private static void close(Open open, Dataset.Builder target) {
        ItemWriter.write(open.item, target);
        if (!open.written.isEmpty()) {
            target.putItems(Tag.ContentSequence, open.written);
        }
    }
}
