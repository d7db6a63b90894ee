package org.confluens.sr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Walks through content trees, in the order of the document and without recursion, and finds items in them. */
public final class ContentTree {

    /** An item with its place and its parent. */
    public record Node(ContentItem item, Position position, Optional<Node> parent) {}

    /** An item whose children are being changed. */
    private static final class Open {
        final ContentItem item;
        final List<ContentItem> changed = new ArrayList<>();

        Open(ContentItem item) {
            this.item = item;
        }
    }

    private ContentTree() {}

    /** Visits every item below and including the given root, parents before their children. */
    public static void walk(ContentItem root, Consumer<Node> visitor) {
        Deque<Node> waiting = new ArrayDeque<>();
        waiting.push(new Node(root, Position.ROOT, Optional.empty()));
        while (!waiting.isEmpty()) {
            Node node = waiting.pop();
            visitor.accept(node);
            Optional<Node> parent = Optional.of(node);
            List<ContentItem> children = node.item().children();
            for (int i = children.size() - 1; i >= 0; i--) {
                waiting.push(new Node(children.get(i), node.position().child(i + 1), parent));
            }
        }
    }

    /** Every item of the tree in the order of the document. */
    public static List<Node> nodes(ContentItem root) {
        List<Node> nodes = new ArrayList<>();
        walk(root, nodes::add);
        return nodes;
    }

    /** The same tree with every item exchanged, children before their parents. */
    public static ContentItem map(ContentItem root, UnaryOperator<ContentItem> change) {
        Deque<Open> path = new ArrayDeque<>();
        path.push(new Open(root));
        while (true) {
            Open open = path.peek();
            if (open.changed.size() < open.item.children().size()) {
                path.push(new Open(open.item.children().get(open.changed.size())));
                continue;
            }
            path.pop();
            ContentItem item = change.apply(open.item.withChildren(open.changed));
            if (path.isEmpty()) {
                return item;
            }
            path.peek().changed.add(item);
        }
    }

    /** The item at a position. */
    public static Optional<ContentItem> at(ContentItem root, Position position) {
        ContentItem item = root;
        List<Integer> ordinals = position.ordinals();
        if (ordinals.isEmpty() || ordinals.get(0) != 1) {
            return Optional.empty();
        }
        for (int ordinal : ordinals.subList(1, ordinals.size())) {
            if (ordinal < 1 || ordinal > item.children().size()) {
                return Optional.empty();
            }
            item = item.children().get(ordinal - 1);
        }
        return Optional.of(item);
    }

    /** The place of the first item that a condition holds for, by which a reference can be made to it. */
    public static Optional<Position> positionOf(ContentItem root, Predicate<ContentItem> condition) {
        return nodes(root).stream()
                .filter(node -> condition.test(node.item()))
                .map(Node::position)
                .findFirst();
    }

    /** The designators of all coding schemes that the tree uses. */
    public static Set<String> schemes(ContentItem root) {
        Set<String> schemes = new HashSet<>();
        walk(root, node -> codes(node.item()).forEach(code -> schemes.add(code.scheme())));
        return schemes;
    }

    /** The codes that an item itself carries: its name, and its value, unit or qualifier. */
    public static List<Code> codes(ContentItem item) {
        List<Code> codes = new ArrayList<>(3);
        item.concept().ifPresent(codes::add);
        if (item instanceof CodeItem code) {
            codes.add(code.value());
        } else if (item instanceof NumItem num) {
            num.measurement().flatMap(Measurement::unit).ifPresent(codes::add);
            num.qualifier().ifPresent(codes::add);
        }
        return codes;
    }
}
