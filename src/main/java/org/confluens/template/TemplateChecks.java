package org.confluens.template;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.sr.Code;

/** What must hold of a template as a whole: sections once, conditions and computations about items that exist. */
final class TemplateChecks {
    private final String file;
    private final Problems problems;

    TemplateChecks(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    void check(Template template) {
        Set<String> sections = new HashSet<>();
        for (Section section : template.sections()) {
            if (!sections.add(section.id())) {
                add("duplicate-id", "section " + section.id() + " is there twice");
            }
        }
        if (template.sections().stream().filter(Section::isSegments).count() > 1) {
            add("segments", "a template has one list of vein segments");
        }
        sectionConcepts(template);
        Set<String> ids = new HashSet<>();
        template.items().forEach(item -> ids.add(item.id()));
        template.sections().forEach(section -> conditions(section.group(), ids));
        template.sections().forEach(section -> distinguishable(section.group()));
        template.items().forEach(item -> item(item, ids));
    }

    private void sectionConcepts(Template template) {
        Set<Code> concepts = new HashSet<>();
        for (Section section : template.sections()) {
            if (!concepts.add(section.group().concept())) {
                add(
                        "ambiguous",
                        "two sections have the concept " + section.group().concept());
            }
        }
    }

    private void conditions(Node node, Set<String> ids) {
        Stream<Condition> required = node instanceof Item item ? item.requiredWhen().stream() : Stream.empty();
        Stream.concat(node.appliesWhen().stream(), required)
                .map(Condition::itemId)
                .filter(id -> !ids.contains(id))
                .forEach(id ->
                        add("unknown-item", node.id() + " depends on " + id + ", which the template does not have"));
        if (node instanceof Group group) {
            group.children().forEach(child -> conditions(child, ids));
        }
    }

    /** Whoever reads a document must be able to tell which item wrote what. */
    private void distinguishable(Group group) {
        List<Item> items = group.children().stream()
                .filter(Item.class::isInstance)
                .map(Item.class::cast)
                .filter(item -> !item.hasRole(ItemRole.PROCEDURE))
                .toList();
        for (int i = 0; i < items.size(); i++) {
            for (int j = i + 1; j < items.size(); j++) {
                if (lookAlike(items.get(i), items.get(j))) {
                    add(
                            "ambiguous",
                            items.get(i).id() + " and " + items.get(j).id()
                                    + " would be written alike: give one another concept, modifier or value set");
                }
            }
        }
        Set<Code> concepts = new HashSet<>();
        for (Node child : group.children()) {
            if (child instanceof Group inner) {
                if (!concepts.add(inner.concept())) {
                    add("ambiguous", "two groups of " + group.id() + " have the concept " + inner.concept());
                }
                distinguishable(inner);
            }
        }
    }

    private static boolean lookAlike(Item one, Item other) {
        if (one.type() != other.type() || one.encoding() != other.encoding()) {
            return false;
        }
        boolean sameConcept = one.namesFindings() || one.concept().equals(other.concept());
        boolean sameModifiers = Set.copyOf(one.modifiers()).equals(Set.copyOf(other.modifiers()));
        return sameConcept && sameModifiers && (one.type() != ItemType.CODE || shareCodes(one, other));
    }

    private static boolean shareCodes(Item one, Item other) {
        Set<Code> codes = new HashSet<>(one.values().map(ValueSet::codes).orElse(List.of()));
        return other.values().map(ValueSet::codes).orElse(List.of()).stream().anyMatch(codes::contains);
    }

    private void item(Item item, Set<String> ids) {
        boolean coded = item.type() == ItemType.CODE;
        if (coded && item.values().isEmpty()) {
            add("values-missing", item.id() + " is a CODE and needs a value set");
        }
        if (!coded && item.values().isPresent()) {
            add("values", item.id() + " is a " + item.type() + " and can't have a value set");
        }
        if (!coded && item.namesFindings()) {
            add("encoding", item.id() + " is a " + item.type() + " and can't be written as presence");
        }
        if ((item.type() == ItemType.NUM) != item.range().isPresent()) {
            add("range", item.id() + ": a NUM has a range with a unit, nothing else has");
        }
        item.computation()
                .ifPresent(computation -> Stream.of(computation.first(), computation.second())
                        .flatMap(Optional::stream)
                        .filter(id -> !ids.contains(id))
                        .forEach(id ->
                                add("unknown-item", item.id() + " is computed from " + id + ", which does not exist")));
        role(item);
    }

    private void role(Item item) {
        item.role().ifPresent(role -> {
            List<ItemType> fitting = switch (role) {
                case STENOSIS_PERCENT,
                        AREA_STENOSIS_PERCENT,
                        THRESHOLD,
                        SUPINE_AREA,
                        REFLUX_DURATION,
                        CRITERIA_COUNT,
                        PRIOR_PERCENT -> List.of(ItemType.NUM);
                case ASSESSMENT,
                        STENOSIS,
                        DISTENSIBILITY,
                        FINDING,
                        CRITERION,
                        CRITERIA_RESULT,
                        PROCEDURE,
                        PRIOR_FINDING,
                        PRIOR_EXAMINATION -> List.of(ItemType.CODE);
                case PRIOR_DATE -> List.of(ItemType.DATE);
                case PRIOR_REPORT, COMPARISON -> List.of(ItemType.COMPOSITE, ItemType.TEXT);
                case PRIOR_IMAGE, KEY_IMAGE -> List.of(ItemType.IMAGE);
                case INDICATION, IMPRESSION, EVIDENCE_STATEMENT, SEGMENT_REFERENCE, PRIOR_REASON ->
                    List.of(ItemType.TEXT);
            };
            if (!fitting.contains(item.type())) {
                add("role-type", item.id() + " has the role " + role.id() + ", which is for " + fitting);
            }
        });
    }

    private void add(String rule, String message) {
        problems.add(file, 1, rule, message);
    }
}
