package org.confluens.template;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
        Set<String> ids = new HashSet<>();
        template.items().forEach(item -> ids.add(item.id()));
        template.sections().forEach(section -> conditions(section.group(), ids));
        template.items().forEach(item -> item(item, ids));
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
                        .flatMap(java.util.Optional::stream)
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
