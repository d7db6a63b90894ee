package org.confluens.sr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which items of a tree lie on a common circle of relationships, by value downwards and by reference: the strongly
 * connected components of the graph (Tarjan), found without recursion in time proportional to its size, however many
 * references a document holds.
 */
final class ReferenceCircles {

    private static final int NONE = -1;

    private final List<List<Integer>> next = new ArrayList<>();
    private final Map<ContentItem, Integer> numbers = new IdentityHashMap<>();
    private final int[] entered;
    private final int[] low;
    private final int[] component;
    private final Deque<Integer> open = new ArrayDeque<>();
    private int clock;

    private ReferenceCircles(ContentItem root) {
        Map<Position, Integer> places = new HashMap<>();
        List<ContentTree.Node> nodes = ContentTree.nodes(root);
        for (ContentTree.Node node : nodes) {
            places.put(node.position(), next.size());
            numbers.put(node.item(), next.size());
            next.add(new ArrayList<>());
        }
        for (int i = 0; i < nodes.size(); i++) {
            Optional<ContentTree.Node> parent = nodes.get(i).parent();
            if (parent.isPresent()) {
                int from = places.get(parent.get().position());
                boolean reference = nodes.get(i).item() instanceof ByReferenceItem;
                Integer to =
                        reference ? places.get(((ByReferenceItem) nodes.get(i).item()).target()) : Integer.valueOf(i);
                if (to != null) {
                    next.get(from).add(to);
                }
            }
        }
        entered = filled(next.size());
        low = filled(next.size());
        component = filled(next.size());
    }

    /** The circles of a tree. */
    static ReferenceCircles of(ContentItem root) {
        ReferenceCircles circles = new ReferenceCircles(root);
        circles.visit(0);
        return circles;
    }

    /** True when each of the two items leads to the other. */
    boolean join(ContentItem one, ContentItem other) {
        return component[numbers.get(one)] == component[numbers.get(other)];
    }

    private static int[] filled(int size) {
        int[] numbers = new int[size];
        Arrays.fill(numbers, NONE);
        return numbers;
    }

    /** Every item can be reached from the root, so that one visit sees them all. */
    private void visit(int root) {
        int[] done = new int[next.size()];
        Deque<Integer> path = new ArrayDeque<>();
        enter(root, path);
        while (!path.isEmpty()) {
            int node = path.peek();
            if (done[node] < next.get(node).size()) {
                follow(node, next.get(node).get(done[node]++), path);
                continue;
            }
            path.pop();
            if (low[node] == entered[node]) {
                close(node);
            }
            if (!path.isEmpty()) {
                low[path.peek()] = Math.min(low[path.peek()], low[node]);
            }
        }
    }

    private void enter(int node, Deque<Integer> path) {
        entered[node] = clock;
        low[node] = clock++;
        open.push(node);
        path.push(node);
    }

    private void follow(int node, int to, Deque<Integer> path) {
        if (entered[to] == NONE) {
            enter(to, path);
        } else if (component[to] == NONE) {
            low[node] = Math.min(low[node], entered[to]);
        }
    }

    private void close(int node) {
        int member;
        do {
            member = open.pop();
            component[member] = node;
        } while (member != node);
    }
}
