package org.confluens.template;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.confluens.sr.Code;

/** What must hold of a template as a whole: sections once, items of one kind each, nothing written alike. */
final class TemplateChecks {
    private final TemplatePlaces places;

    TemplateChecks(TemplatePlaces places) {
        this.places = places;
    }

    void check(Template template) {
        Set<String> sections = new HashSet<>();
        for (Section section : template.sections()) {
            if (!sections.add(section.id())) {
                add(section.group(), "duplicate-id", "section " + section.id() + " is there twice");
            }
        }
        template.sections().stream()
                .filter(Section::isSegments)
                .skip(1)
                .forEach(s -> add(s.group(), "segments", "a template has one list of vein segments"));
        sectionConcepts(template);
        template.sections().forEach(section -> distinguishable(section.group()));
        template.items().forEach(this::item);
        template.items().filter(Item::namesFindings).forEach(item -> meaning(template.codes(), item));
    }

    private void sectionConcepts(Template template) {
        Set<Code> concepts = new HashSet<>();
        for (Section section : template.sections()) {
            if (!concepts.add(section.group().concept())) {
                add(
                        section.group(),
                        "ambiguous",
                        "another section has the concept "
                                + CodeBook.reference(section.group().concept()) + " too");
            }
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
                            items.get(j),
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
                    add(
                            inner,
                            "ambiguous",
                            "another group of " + group.id() + " has the concept " + CodeBook.reference(inner.concept())
                                    + " too");
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

    private void item(Item item) {
        boolean coded = item.type() == ItemType.CODE;
        boolean text = item.type() == ItemType.TEXT;
        if (coded && item.values().isEmpty()) {
            add(item, "values-missing", item.id() + " is a CODE and needs a value set");
        }
        if (!coded && item.values().isPresent()) {
            add(item, "values", item.id() + " is a " + item.type() + " and can't have a value set");
        }
        if (!coded && item.namesFindings()) {
            add(item, "encoding", item.id() + " is a " + item.type() + " and can't be written as presence");
        }
        if ((item.type() == ItemType.NUM) != item.range().isPresent()) {
            add(item, "range", item.id() + ": a NUM has a range with a unit, nothing else has");
        }
        if (!text && (item.fixedText().isPresent() || !item.suggestions().isEmpty())) {
            add(item, "text", item.id() + " is a " + item.type() + "; only a TEXT has suggestions or is fixed");
        }
        item.proposals().stream()
                .filter(p -> p.tag().isEmpty()
                        && new ProposalReader(item, p).read(List.of()).isEmpty())
                .forEach(p -> add(
                        item, "propose", item.id() + " can't be " + p.constant().orElse("") + ", as proposed"));
        role(item);
    }

    private void meaning(CodeBook codes, Item item) {
        String meaning = item.encoding().meaning();
        if (codes.entries().stream().noneMatch(entry -> entry.means().contains(meaning))) {
            add(item, "meaning-missing", item.id() + " is written with a code that means " + meaning + "; none does");
        }
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
                add(item, "role-type", item.id() + " has the role " + role.id() + ", which is for " + fitting);
            }
        });
    }

    private void add(Node node, String rule, String message) {
        places.problem(node, rule, message);
    }
}
