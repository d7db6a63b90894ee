package org.confluens.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.confluens.template.Field.Guard;

/**
 * The fields of a template's form: which there are for given content, and which field a path means. It is made once for a
 * template and remembers what it found, because every look at a report asks the same hundreds of paths again.
 */
public final class FormLayout {
    private static final int MOST_LAYOUTS = 32;
    private static final int MOST_PATHS = 20_000;
    private static volatile List<FormLayout> recent = List.of();

    private final Template template;
    private final Map<String, String> plainPaths = new HashMap<>();
    private final Map<String, Optional<Field>> known = new ConcurrentHashMap<>();

    /** The layout of the template; templates are told apart by being the same object, as comparing their content is long. */
    public static FormLayout of(Template template) {
        for (FormLayout layout : recent) {
            if (layout.template == template) {
                return layout;
            }
        }
        return remember(new FormLayout(template));
    }

    private static synchronized FormLayout remember(FormLayout fresh) {
        recent = Stream.concat(Stream.of(fresh), recent.stream())
                .limit(MOST_LAYOUTS)
                .toList();
        return fresh;
    }

    private FormLayout(Template template) {
        this.template = template;
        for (Section section : template.sections()) {
            if (!section.isSegments() && !section.group().cardinality().isRepeatable()) {
                plainPaths(section.id(), section.group());
            }
        }
    }

    private void plainPaths(String path, Group group) {
        for (Node node : group.children()) {
            if (node instanceof Group inner) {
                if (!inner.cardinality().isRepeatable()) {
                    plainPaths(path + "/" + inner.id(), inner);
                }
            } else {
                plainPaths.putIfAbsent(node.id(), path + "/" + node.id());
            }
        }
    }

    /** Every field that the form has with this content, in its order: repeated groups as often as they are filled. */
    public List<Field> fields(FormValues values) {
        List<Field> fields = new ArrayList<>();
        for (Section section : template.sections()) {
            if (section.isSegments()) {
                for (VeinAnatomy.Entry segment : segments(section, values)) {
                    String path = section.id() + "/" + segment.segment().id();
                    collect(section.group(), path, Optional.of(segment), List.of(), values, fields);
                }
            } else {
                collectGroup(section.group(), section.id(), Optional.empty(), List.of(), values, fields);
            }
        }
        return fields;
    }

    /** The segments that the form shows: all, or those that somebody chose by filling a field. */
    public List<VeinAnatomy.Entry> segments(Section section, FormValues values) {
        return template.veins().entries().stream()
                .filter(e -> section.everySegment()
                        || values.hasAny(section.id() + "/" + e.segment().id()))
                .toList();
    }

    private void collectGroup(
            Group group,
            String path,
            Optional<VeinAnatomy.Entry> segment,
            List<Guard> guards,
            FormValues values,
            List<Field> fields) {
        if (!group.cardinality().isRepeatable()) {
            collect(group, path, segment, guards, values, fields);
            return;
        }
        for (int number : occurrences(group, path, values)) {
            collect(group, path + "[" + number + "]", segment, guards, values, fields);
        }
    }

    /** The occurrences of a repeatable group: those filled, and as many as there must be. */
    static SortedSet<Integer> occurrences(Group group, String path, FormValues values) {
        SortedSet<Integer> numbers = new TreeSet<>(values.occurrences(path));
        for (int next = 1; numbers.size() < group.cardinality().minimum(); next++) {
            numbers.add(next);
        }
        return numbers;
    }

    private void collect(
            Group group,
            String scope,
            Optional<VeinAnatomy.Entry> segment,
            List<Guard> outer,
            FormValues values,
            List<Field> fields) {
        List<Guard> guards = guarded(outer, group, scope);
        for (Node node : group.children()) {
            String path = scope + "/" + node.id();
            if (node instanceof Group inner) {
                collectGroup(inner, path, segment, guards, values, fields);
            } else if (isAsked((Item) node, segment)) {
                fields.add(new Field(path, scope, (Item) node, segment, guards));
            }
        }
    }

    private static List<Guard> guarded(List<Guard> outer, Group group, String scope) {
        if (group.appliesWhen().isEmpty()) {
            return outer;
        }
        List<Guard> guards = new ArrayList<>(outer);
        guards.add(new Guard(scope, group.appliesWhen()));
        return guards;
    }

    private static boolean isAsked(Item item, Optional<VeinAnatomy.Entry> segment) {
        return item.veins().isEmpty()
                || segment.map(s -> item.veins().contains(s.veinId())).orElse(true);
    }

    /** The field at a path; empty when the template has no such field. */
    public Optional<Field> field(String path) {
        Optional<Field> found = known.get(path);
        if (found == null) {
            found = find(path);
            if (found.isPresent()) { // what is no field is anything that somebody sent, and is not remembered
                remember(path, found);
            }
        }
        return found;
    }

    private void remember(String path, Optional<Field> found) {
        if (known.size() < MOST_PATHS) {
            known.put(path, found);
        }
    }

    private Optional<Field> find(String path) {
        return FieldPath.parse(path).flatMap(parsed -> {
            List<FieldPath.Step> steps = parsed.steps();
            Optional<Section> section = template.section(steps.get(0).id());
            if (section.isEmpty() || steps.size() < 2) {
                return Optional.empty();
            }
            if (!section.get().isSegments()) {
                return descend(section.get().group(), steps, 0, "", Optional.empty(), List.of());
            }
            Optional<VeinAnatomy.Entry> segment =
                    template.veins().entry(steps.get(1).id());
            boolean plain =
                    steps.get(0).index().isEmpty() && steps.get(1).index().isEmpty();
            if (segment.isEmpty() || !plain) {
                return Optional.empty();
            }
            String scope = steps.get(0).id() + "/" + steps.get(1).id();
            return inside(section.get().group(), steps, 2, scope, segment, List.of());
        });
    }

    private Optional<Field> descend(
            Group group,
            List<FieldPath.Step> steps,
            int at,
            String before,
            Optional<VeinAnatomy.Entry> segment,
            List<Guard> guards) {
        OptionalInt index = steps.get(at).index();
        boolean fits = group.cardinality().isRepeatable()
                ? index.isPresent() && index.getAsInt() <= group.cardinality().maximum()
                : index.isEmpty();
        String scope = (before.isEmpty() ? "" : before + "/") + steps.get(at);
        return fits ? inside(group, steps, at + 1, scope, segment, guards) : Optional.empty();
    }

    private Optional<Field> inside(
            Group group,
            List<FieldPath.Step> steps,
            int at,
            String scope,
            Optional<VeinAnatomy.Entry> segment,
            List<Guard> outer) {
        if (at >= steps.size()) {
            return Optional.empty();
        }
        List<Guard> guards = guarded(outer, group, scope);
        for (Node node : group.children()) {
            if (!node.id().equals(steps.get(at).id())) {
                continue;
            }
            if (node instanceof Group inner) {
                return descend(inner, steps, at, scope, segment, guards);
            }
            boolean last = at == steps.size() - 1 && steps.get(at).index().isEmpty();
            return last && isAsked((Item) node, segment)
                    ? Optional.of(new Field(scope + "/" + node.id(), scope, (Item) node, segment, guards))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** Where the item with this id stands, seen from a scope: there, further out, or once in the whole template. */
    Optional<String> pathOf(String itemId, String scope) {
        String at = scope;
        while (true) {
            String path = at + "/" + itemId;
            Optional<Field> found = known.get(path);
            if (found == null) {
                found = find(path);
                remember(path, found);
            }
            if (found.isPresent()) {
                return Optional.of(path);
            }
            int slash = at.lastIndexOf('/');
            if (slash < 0) {
                return Optional.ofNullable(plainPaths.get(itemId));
            }
            at = at.substring(0, slash);
        }
    }
}
