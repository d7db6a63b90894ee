package org.confluens.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.template.xml.AnatomyElement;
import org.confluens.template.xml.CodesElement;
import org.confluens.template.xml.ItemSetsElement;
import org.confluens.template.xml.LanguageElement;
import org.confluens.template.xml.SelectionRulesElement;
import org.confluens.template.xml.TemplateElement;
import org.confluens.template.xml.TranslationElement;

/** Reads all files of a catalogue together, in the order in which they depend on each other. */
final class CatalogueReader {
    private final XmlFiles xml;
    private final Problems problems = new Problems();
    private final Map<Class<?>, List<XmlFile>> files = new HashMap<>();

    private final Map<String, TemplateCatalogue.Place> places = new HashMap<>();
    private final boolean checked;

    /** @param checked whether to check what only new files have to keep */
    CatalogueReader(XmlFiles xml, boolean checked) {
        this.xml = xml;
        this.checked = checked;
    }

    TemplateCatalogue read(Map<String, byte[]> contents) throws TemplateException {
        contents.forEach((name, content) -> xml.read(name, content, problems)
                .ifPresent(file -> files.computeIfAbsent(file.root().getClass(), k -> new ArrayList<>())
                        .add(file)));
        problems.throwIfAny();
        require(CodesElement.class, "codes");
        require(AnatomyElement.class, "anatomy");
        require(SelectionRulesElement.class, "selection-rules");
        require(TemplateElement.class, "template");
        problems.throwIfAny();
        CodeBook codes = new CodeReader(problems).read(of(CodesElement.class));
        VeinAnatomy anatomy = new AnatomyReader(codes, problems).read(of(AnatomyElement.class));
        Texts texts = texts();
        List<Template> templates = templates(codes, anatomy, texts);
        Set<String> ids = templates.stream()
                .filter(t -> t.status() != Template.Status.RETIRED)
                .map(Template::id)
                .collect(Collectors.toSet());
        SelectionRules rules = new RulesReader(ids, problems).read(of(SelectionRulesElement.class));
        problems.throwIfAny();
        return new TemplateCatalogue(templates, anatomy, codes, rules, texts, places);
    }

    private void require(Class<?> root, String element) {
        if (of(root).isEmpty()) {
            problems.add("", 0, "file-missing", "no file has the root element <" + element + ">");
        }
    }

    private List<XmlFile> of(Class<?> root) {
        return files.getOrDefault(root, List.of());
    }

    private List<Template> templates(CodeBook codes, VeinAnatomy anatomy, Texts texts) {
        TemplateReader reader = new TemplateReader(codes, anatomy, texts, of(ItemSetsElement.class), problems, checked);
        List<Template> templates = new ArrayList<>();
        for (XmlFile file : of(TemplateElement.class)) {
            Template template = reader.read(file);
            int line = file.line(file.root());
            TemplateCatalogue.Place other =
                    places.putIfAbsent(TemplateCatalogue.key(template), new TemplateCatalogue.Place(file.name(), line));
            if (other != null) {
                problems.add(
                        file.name(),
                        line,
                        "duplicate-version",
                        other.file() + " has version " + template.version() + " of " + template.id() + " too");
            }
            templates.stream()
                    .filter(t -> isTakenFor(t, template))
                    .findFirst()
                    .ifPresent(t -> problems.add(
                            file.name(),
                            line,
                            "duplicate-identifier",
                            template.id() + " and " + t.id()
                                    + " have the same identifier or code: documents could not be told apart"));
            templates.add(template);
        }
        return templates;
    }

    private static boolean isTakenFor(Template one, Template other) {
        return !one.id().equals(other.id())
                && (one.identifier().equals(other.identifier()) || one.code().equals(other.code()));
    }

    private Texts texts() {
        Map<String, Map<String, String>> byLanguage = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        names.put("en", "English");
        for (XmlFile file : of(LanguageElement.class)) {
            LanguageElement language = (LanguageElement) file.root();
            names.put(language.getCode(), language.getName());
            Map<String, String> texts = byLanguage.computeIfAbsent(language.getCode(), k -> new HashMap<>());
            for (TranslationElement t : language.getT()) {
                if (texts.putIfAbsent(t.getEn(), t.getValue()) != null) {
                    problems.add(
                            file.name(), file.line(t), "duplicate-text", "\"" + t.getEn() + "\" is translated twice");
                }
            }
        }
        return new Texts(byLanguage, names);
    }
}
