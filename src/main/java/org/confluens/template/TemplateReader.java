package org.confluens.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.finding.Examination;
import org.confluens.template.xml.GroupElement;
import org.confluens.template.xml.IncludeElement;
import org.confluens.template.xml.ItemElement;
import org.confluens.template.xml.ItemSetElement;
import org.confluens.template.xml.ItemSetsElement;
import org.confluens.template.xml.SectionElement;
import org.confluens.template.xml.SegmentScope;
import org.confluens.template.xml.SegmentsElement;
import org.confluens.template.xml.TemplateElement;

/** Makes templates of their XML: resolves codes, value sets and shared item sets, and checks what a schema can't. */
final class TemplateReader {
    private final Problems problems;
    private final CodeBook codes;
    private final VeinAnatomy anatomy;
    private final Texts texts;
    private final Set<String> veins;
    private final Map<String, ItemSetElement> sets = new HashMap<>();
    private final Map<String, XmlFile> setFiles = new HashMap<>();
    private final Map<Node, TemplateCatalogue.Place> places = new IdentityHashMap<>();
    private final boolean checked;

    /** @param checked whether to check what only new files have to keep */
    TemplateReader(
            CodeBook codes,
            VeinAnatomy anatomy,
            Texts texts,
            List<XmlFile> setFiles,
            Problems problems,
            boolean checked) {
        this.checked = checked;
        this.codes = codes;
        this.texts = texts;
        this.anatomy = anatomy;
        this.veins = anatomy.entries().stream().map(VeinAnatomy.Entry::veinId).collect(Collectors.toSet());
        this.problems = problems;
        for (XmlFile file : setFiles) {
            for (ItemSetElement set : ((ItemSetsElement) file.root()).getSet()) {
                if (sets.putIfAbsent(set.getId(), set) != null) {
                    problems.add(file.name(), file.line(set), "duplicate-id", "item set " + set.getId() + " is twice");
                }
                this.setFiles.putIfAbsent(set.getId(), file);
            }
        }
    }

    Template read(XmlFile file) {
        TemplateElement xml = (TemplateElement) file.root();
        int line = file.line(xml);
        References references = new References(file, codes, veins, problems);
        List<Section> sections = new ArrayList<>();
        xml.getSectionOrSegmentsOrInclude().forEach(e -> sections.addAll(sections(file, e, Set.of())));
        Template template = new Template(
                xml.getId(),
                xml.getVersion(),
                Optional.ofNullable(xml.getDate()).map(Object::toString),
                Template.Status.valueOf(xml.getStatus().value().toUpperCase(Locale.ROOT)),
                xml.getIdentifier(),
                references.code(line, xml.getCode()),
                references.code(line, xml.getDocumentTitle()),
                xml.getProcedure().stream().map(p -> references.code(line, p)).toList(),
                Optional.ofNullable(xml.getProcedureReported()).map(p -> references.code(line, p)),
                Optional.ofNullable(xml.getExamination()).map(e -> Examination.valueOf(e.value())),
                xml.getTitle(),
                Optional.ofNullable(xml.getHelp()),
                sections,
                anatomy,
                codes,
                texts);
        if (checked) {
            TemplatePlaces where = new TemplatePlaces(new TemplateCatalogue.Place(file.name(), line), places, problems);
            new TemplateChecks(where).check(template);
            new DependencyChecks(template, where).check();
        }
        return template;
    }

    private List<Section> sections(XmlFile file, Object element, Set<String> within) {
        if (element instanceof IncludeElement include) {
            return included(file, include, within)
                    .map(set -> {
                        List<Section> sections = new ArrayList<>();
                        XmlFile setFile = setFiles.get(set.getId());
                        set.getSectionOrItemOrGroup()
                                .forEach(e -> sections.addAll(sections(setFile, e, with(within, set.getId()))));
                        return sections;
                    })
                    .orElse(new ArrayList<>());
        }
        if (element instanceof SectionElement section) {
            Optional<Section.Role> role =
                    Optional.ofNullable(section.getRole()).map(r -> Section.Role.valueOf(r.name()));
            return List.of(new Section(Section.Kind.HEADING, group(file, section, within), role, false));
        }
        if (element instanceof SegmentsElement segments) {
            return List.of(segments(file, segments, within));
        }
        problems.add(file.name(), file.line(element), "not-a-section", "items stand inside a section");
        return List.of();
    }

    private Section segments(XmlFile file, SegmentsElement xml, Set<String> within) {
        References references = new References(file, codes, veins, problems);
        Group group = new Group(
                xml.getId(),
                references.code(file.line(xml), xml.getConcept()),
                new Cardinality(Math.min(xml.getMin().intValue(), 1), 1),
                Optional.ofNullable(xml.getLabel()).orElse("Vein segments"),
                Optional.ofNullable(xml.getHelp()),
                List.of(),
                nodes(file, xml.getItemOrGroupOrInclude(), within));
        places.put(group, new TemplateCatalogue.Place(file.name(), file.line(xml)));
        return new Section(Section.Kind.SEGMENTS, group, Optional.empty(), xml.getScope() == SegmentScope.EVERY);
    }

    private Group group(XmlFile file, GroupElement xml, Set<String> within) {
        References references = new References(file, codes, veins, problems);
        int line = file.line(xml);
        Group group = new Group(
                xml.getId(),
                references.code(line, xml.getConcept()),
                references.cardinality(line, xml.getMin(), xml.getMax()),
                references.label(xml.getLabel(), xml.getConcept()),
                Optional.ofNullable(xml.getHelp()),
                references.conditions(xml.getAppliesWhen()),
                nodes(file, xml.getItemOrGroupOrInclude(), within));
        places.put(group, new TemplateCatalogue.Place(file.name(), line));
        return group;
    }

    private List<Node> nodes(XmlFile file, List<Object> elements, Set<String> within) {
        List<Node> nodes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Object element : elements) {
            for (Node node : node(file, element, within)) {
                if (!ids.add(node.id())) {
                    problems.add(
                            file.name(),
                            file.line(element),
                            "duplicate-id",
                            "\"" + node.id() + "\" is twice in a group");
                }
                nodes.add(node);
            }
        }
        return nodes;
    }

    private List<Node> node(XmlFile file, Object element, Set<String> within) {
        if (element instanceof ItemElement item) {
            Item read = new References(file, codes, veins, problems).item(item);
            places.put(read, new TemplateCatalogue.Place(file.name(), file.line(item)));
            return List.of(read);
        }
        if (element instanceof GroupElement group) {
            return List.of(group(file, group, within));
        }
        return included(file, (IncludeElement) element, within)
                .map(set -> nodes(setFiles.get(set.getId()), set.getSectionOrItemOrGroup(), with(within, set.getId())))
                .orElse(List.of());
    }

    private Optional<ItemSetElement> included(XmlFile file, IncludeElement include, Set<String> within) {
        String id = include.getSet();
        if (within.contains(id)) {
            problems.add(file.name(), file.line(include), "cycle", "item set " + id + " includes itself");
            return Optional.empty();
        }
        if (!sets.containsKey(id)) {
            problems.add(file.name(), file.line(include), "unknown-set", "no item set has the id " + id);
        }
        return Optional.ofNullable(sets.get(id));
    }

    private static Set<String> with(Set<String> ids, String id) {
        Set<String> more = new HashSet<>(ids);
        more.add(id);
        return more;
    }
}
