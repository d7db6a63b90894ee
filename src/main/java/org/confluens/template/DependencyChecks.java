package org.confluens.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold of conditions and computations: they name items that can be found from where they stand and can have the
 * value asked for, and no item waits for itself.
 */
final class DependencyChecks {
    private static final int OPERANDS = 2;

    private final Template template;
    private final TemplatePlaces places;
    private final Map<String, Item> plain = new HashMap<>();
    private final Map<Item, Set<Item>> waitsFor = new IdentityHashMap<>();

    DependencyChecks(Template template, TemplatePlaces places) {
        this.template = template;
        this.places = places;
        template.sections().stream()
                .filter(s -> !s.isSegments() && !s.group().cardinality().isRepeatable())
                .forEach(s -> plain(s.group()));
    }

    /** The items that can be found from everywhere, as {@link FormLayout} finds them. */
    private void plain(Group group) {
        for (Node node : group.children()) {
            if (node instanceof Item item) {
                plain.putIfAbsent(item.id(), item);
            } else if (!node.cardinality().isRepeatable()) {
                plain((Group) node);
            }
        }
    }

    void check() {
        template.sections().forEach(section -> group(section.group(), List.of(), List.of()));
        waitsFor.keySet().forEach(this::cycle);
    }

    /**
     * @param outer the groups around it, the innermost last
     * @param guards the items that conditions of groups around it depend on
     */
    private void group(Group group, List<Group> outer, List<Item> guards) {
        List<Group> scopes = new ArrayList<>(outer);
        scopes.add(group);
        List<Item> all = new ArrayList<>(guards);
        all.addAll(conditions(group, group.appliesWhen(), scopes));
        for (Node node : group.children()) {
            if (node instanceof Group inner) {
                group(inner, scopes, all);
            } else {
                item((Item) node, scopes, all);
            }
        }
    }

    private void item(Item item, List<Group> scopes, List<Item> guards) {
        Set<Item> others = Collections.newSetFromMap(new IdentityHashMap<>());
        others.addAll(guards);
        others.addAll(conditions(item, item.appliesWhen(), scopes));
        conditions(item, item.requiredWhen(), scopes);
        item.computation().ifPresent(computation -> others.addAll(computation(item, computation, scopes)));
        waitsFor.put(item, others);
    }

    /** A shared item set may name answers that only some of its users offer; where none can be, the field is dead. */
    private List<Item> conditions(Node node, List<Condition> conditions, List<Group> scopes) {
        List<Item> found = new ArrayList<>();
        boolean possible = conditions.isEmpty();
        for (Condition condition : conditions) {
            Optional<Item> item = find(node, condition.itemId(), scopes, "depends on");
            possible |= item.isEmpty() || isPossible(condition, item.get());
            item.ifPresent(found::add);
        }
        if (!possible) {
            String others = found.stream().map(Item::id).distinct().collect(Collectors.joining(", "));
            places.problem(node, "condition", node.id() + ": " + others + " can never be what it waits for");
        }
        return found;
    }

    private static boolean isPossible(Condition condition, Item other) {
        boolean coded = other.values()
                .filter(set -> condition.codes().stream().anyMatch(set::accepts))
                .isPresent();
        boolean number = other.type() == ItemType.NUM && condition.atLeast().isPresent();
        return condition.filled() || coded || number;
    }

    private Optional<Item> find(Node node, String id, List<Group> scopes, String how) {
        for (int i = scopes.size() - 1; i >= 0; i--) {
            for (Node child : scopes.get(i).children()) {
                if (child instanceof Item item && item.id().equals(id)) {
                    return Optional.of(item);
                }
            }
        }
        Optional<Item> anywhere = Optional.ofNullable(plain.get(id));
        if (anywhere.isEmpty()) {
            boolean elsewhere = template.items().anyMatch(item -> item.id().equals(id));
            String why = elsewhere
                    ? ", which may be there several times and can't be told apart from here"
                    : ", which the template does not have";
            places.problem(node, "unknown-item", node.id() + " " + how + " " + id + why);
        }
        return anywhere;
    }

    private List<Item> computation(Item item, Computation computation, List<Group> scopes) {
        return switch (computation.function()) {
            case COUNT, TWO_OF_FIVE -> criteria(item, computation);
            case DIFFERENCE, PERCENT_REDUCTION -> operands(item, computation, scopes);
        };
    }

    private List<Item> criteria(Item item, Computation computation) {
        ItemType type = computation.function() == Computation.Function.COUNT ? ItemType.NUM : ItemType.CODE;
        List<Item> criteria =
                template.items().filter(i -> i.hasRole(ItemRole.CRITERION)).toList();
        if (item.type() != type || criteria.isEmpty()) {
            places.problem(item, "computed", item.id() + " must be a " + type + " beside items of the role criterion");
        }
        return criteria;
    }

    private List<Item> operands(Item item, Computation computation, List<Group> scopes) {
        List<Item> operands = Stream.of(computation.first(), computation.second())
                .flatMap(Optional::stream)
                .flatMap(id -> find(item, id, scopes, "is computed from").stream())
                .toList();
        boolean named = computation.first().isPresent() && computation.second().isPresent();
        boolean numbers = Stream.concat(Stream.of(item), operands.stream()).allMatch(i -> i.type() == ItemType.NUM);
        if (!named || !numbers) {
            places.problem(item, "computed", item.id() + " is a NUM computed from a first and a second NUM");
        } else if (operands.size() == OPERANDS && !unit(operands.get(0)).equals(unit(operands.get(1)))) {
            places.problem(
                    item,
                    "computed",
                    item.id() + " is computed from " + operands.get(0).id() + " and "
                            + operands.get(1).id() + ", which have different units");
        }
        return operands;
    }

    private static Optional<String> unit(Item item) {
        return item.range().map(range -> range.unit().value());
    }

    private void cycle(Item start) {
        Set<Item> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Item> next = new ArrayList<>(waitsFor.get(start));
        while (!next.isEmpty()) {
            Item item = next.remove(next.size() - 1);
            if (item == start) {
                places.problem(start, "cycle", start.id() + " depends on itself by way of its conditions");
                return;
            }
            if (reached.add(item)) {
                next.addAll(waitsFor.getOrDefault(item, new HashSet<>()));
            }
        }
    }
}
