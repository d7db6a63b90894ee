package org.confluens.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.finding.Segment;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ImageLibrary;
import org.confluens.sr.NumItem;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.confluens.sr.StudyReference;
import org.confluens.sr.TextItem;

/** Reads a TID 1500 document into a form: sections and items by their concepts, segments by tracking identifier or site. */
final class DocumentReader {
    private final Template template;
    private final Map<String, Set<Value>> values = new LinkedHashMap<>();
    private final List<String> unread = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();
    private final Map<String, StudyReference.Member> evidence = new HashMap<>();

    DocumentReader(Template template) {
        this.template = template;
    }

    DocumentReading read(SrDocument document) {
        document.provenance().currentEvidence().stream()
                .flatMap(StudyReference::members)
                .forEach(m -> evidence.put(m.sop().sopInstanceUid(), m));
        document.provenance().otherEvidence().stream()
                .flatMap(StudyReference::members)
                .forEach(m -> evidence.put(m.sop().sopInstanceUid(), m));
        procedures(document.root());
        Map<String, Integer> seen = new HashMap<>();
        for (ContentItem child : document.root().children()) {
            if (child instanceof ContainerItem container && !container.isConcept(ImageLibrary.CONCEPT)) {
                section(container, seen);
            } else if (child.relationship()
                            .filter(r -> r == RelationshipType.CONTAINS)
                            .isPresent()
                    && !(child instanceof ContainerItem)) {
                unread.add(name(child, ""));
            }
        }
        FormValues.Builder form = FormValues.builder();
        values.forEach((path, all) -> form.put(path, List.copyOf(all)));
        return new DocumentReading(new Computations(template).apply(form.build()), unread, unclear);
    }

    private void procedures(ContainerItem root) {
        Optional<Field> field = FormLayout.of(template).fields(FormValues.empty()).stream()
                .filter(f -> f.item().hasRole(ItemRole.PROCEDURE))
                .findFirst();
        root.childrenNamed(Concepts.PROCEDURE_CODE)
                .filter(CodeItem.class::isInstance)
                .forEach(item ->
                        field.ifPresent(f -> add(f.path(), Value.of(canonical(f.item(), ((CodeItem) item).value())))));
    }

    private static Code canonical(Item item, Code code) {
        return item.values().flatMap(set -> set.member(code)).orElse(code);
    }

    private void section(ContainerItem container, Map<String, Integer> seen) {
        Optional<Section> section = template.sections().stream()
                .filter(s -> container.isConcept(s.group().concept()))
                .findFirst();
        if (section.isEmpty()) {
            unread.add(name(container, ""));
        } else if (section.get().isSegments()) {
            segments(section.get(), container);
        } else {
            group(section.get().group(), container, section.get().id(), seen);
        }
    }

    private void group(Group group, ContainerItem container, String path, Map<String, Integer> seen) {
        String scope = path;
        int number = seen.merge(path, 1, Integer::sum);
        if (group.cardinality().isRepeatable()) {
            scope = path + "[" + number + "]";
        }
        content(group, container.children(), scope);
    }

    private void content(Group group, List<ContentItem> items, String scope) {
        Map<String, Integer> seen = new HashMap<>();
        for (ContentItem item : items) {
            if (item.relationship().filter(r -> r == RelationshipType.CONTAINS).isEmpty()) {
                continue;
            }
            if (item instanceof ContainerItem container) {
                Optional<Group> inner = group.children().stream()
                        .filter(Group.class::isInstance)
                        .map(Group.class::cast)
                        .filter(g -> container.isConcept(g.concept()))
                        .findFirst();
                inner.ifPresentOrElse(
                        g -> group(g, container, scope + "/" + g.id(), seen), () -> unread.add(name(item, scope)));
            } else {
                ItemReading.match(template, group, item)
                        .ifPresentOrElse(
                                match -> value(match, item, scope + "/" + match.id()),
                                () -> (ItemReading.isAsked(group, item) ? unclear : unread).add(name(item, scope)));
            }
        }
    }

    private void value(Item match, ContentItem item, String path) {
        if (match.fixedText().isPresent()) {
            return; // given by the template, in whatever language it was written
        }
        boolean unmeasured = item instanceof NumItem num && num.measurement().isEmpty();
        ItemReading.value(match, item, evidence)
                .ifPresentOrElse(value -> add(path, value), () -> (unmeasured ? unread : unclear).add(path));
    }

    private void segments(Section section, ContainerItem container) {
        container.children().stream()
                .filter(ContainerItem.class::isInstance)
                .map(ContainerItem.class::cast)
                .forEach(group -> segment(group)
                        .ifPresentOrElse(
                                s -> content(section.group(), group.children(), section.id() + "/" + s.id()),
                                () -> unclear.add(name(group, section.id()))));
    }

    private Optional<Segment> segment(ContainerItem group) {
        Optional<Segment> byIdentifier = group.childrenNamed(Concepts.TRACKING_IDENTIFIER)
                .filter(TextItem.class::isInstance)
                .map(item -> ((TextItem) item).text())
                .flatMap(id -> template.veins().anatomy().segment(id).stream())
                .findFirst();
        return byIdentifier.or(() -> bySite(group));
    }

    private Optional<Segment> bySite(ContainerItem group) {
        List<Segment> fitting = group.childrenNamed(Concepts.FINDING_SITE)
                .filter(CodeItem.class::isInstance)
                .map(CodeItem.class::cast)
                .flatMap(site -> template.veins().anatomy().segments().stream().filter(s -> lies(s, site)))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    private static boolean lies(Segment segment, CodeItem site) {
        return segment.site().equals(site.value())
                && segment.laterality().equals(modifier(site, Concepts.LATERALITY))
                && segment.level().equals(modifier(site, Concepts.LEVEL));
    }

    private static Optional<Code> modifier(CodeItem site, Code concept) {
        return site.childrenNamed(concept)
                .filter(CodeItem.class::isInstance)
                .map(item -> ((CodeItem) item).value())
                .findFirst();
    }

    private void add(String path, Value value) {
        values.computeIfAbsent(path, k -> new LinkedHashSet<>()).add(value);
    }

    private static String name(ContentItem item, String scope) {
        String concept = item.concept().map(CodeBook::reference).orElse("no concept");
        return scope.isEmpty() ? concept : scope + "/" + concept;
    }
}
