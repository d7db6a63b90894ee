package org.confluens.template;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.finding.Anatomy;
import org.confluens.finding.FindingVocabulary;

/** All templates of an installation with what they rest on; immutable, see {@link LiveCatalogue} for changes. */
public final class TemplateCatalogue {
    private static final XmlFiles XML = new XmlFiles();
    private static final Comparator<Template> NEWEST =
            Comparator.comparing(Template::version, new VersionOrder()).reversed();

    private final List<Template> templates;
    private final VeinAnatomy veins;
    private final CodeBook codes;
    private final SelectionRules rules;
    private final Texts texts;
    private final FindingVocabulary vocabulary;
    private final Map<String, Place> places;

    /** Where something stands in the files. */
    record Place(String file, int line) {}

    /** @param places where each template that has a file stands, by {@link #key} */
    TemplateCatalogue(
            List<Template> templates,
            VeinAnatomy veins,
            CodeBook codes,
            SelectionRules rules,
            Texts texts,
            Map<String, Place> places) {
        this.templates = templates.stream()
                .sorted(Comparator.comparing(Template::id).thenComparing(NEWEST))
                .toList();
        this.veins = veins;
        this.codes = codes;
        this.rules = rules;
        this.texts = texts;
        this.vocabulary = Vocabularies.of(this.templates, codes);
        this.places = Map.copyOf(places);
    }

    /** Reads the catalogue in a folder; a file that is wrong makes the whole reading fail, with every problem named. */
    public static TemplateCatalogue load(Path folder) throws TemplateException {
        return read(TemplateFiles.in(folder));
    }

    /** Reads the catalogue that came with the software. */
    public static TemplateCatalogue load() throws TemplateException {
        return read(TemplateFiles.packaged());
    }

    static TemplateCatalogue read(Map<String, byte[]> files) throws TemplateException {
        return new CatalogueReader(XML, true).read(files);
    }

    /** Reads files that were right when they came into use, by the checks of their time. */
    static TemplateCatalogue readKept(Map<String, byte[]> files) throws TemplateException {
        return new CatalogueReader(XML, false).read(files);
    }

    static String key(Template template) {
        return template.id() + " " + template.version();
    }

    /** Where the template stands; empty for one that only earlier files had. */
    Optional<Place> place(Template template) {
        return Optional.ofNullable(places.get(key(template)));
    }

    /**
     * This catalogue with the versions of templates that were in use before, for the reports made with them. A version in
     * use never changes: where a file has it with other content, or a lower version with new content, the earlier one stays.
     */
    TemplateCatalogue withVersionsOf(List<Template> known, Problems problems) {
        Map<String, Template> all = new LinkedHashMap<>();
        for (Template template : templates) {
            Optional<Template> before =
                    known.stream().filter(k -> key(k).equals(key(template))).findFirst();
            Optional<Template> later = known.stream()
                    .filter(k -> isLaterThanAll(k, template.id()) && k.status() == Template.Status.ACTIVE)
                    .findFirst();
            if (before.filter(b -> !b.asksTheSameAs(template)).isPresent()) {
                notRaised(template, "is in use with other content", problems);
                all.put(key(template), before.get().withStatus(template.status()));
            } else if (before.isEmpty() && later.isPresent() && template.status() == Template.Status.ACTIVE) {
                notRaised(template, "is lower than " + later.get().version() + ", which is in use", problems);
                all.put(key(later.get()), later.get());
            } else {
                all.put(key(template), template);
            }
        }
        known.forEach(k -> all.putIfAbsent(key(k), k.retired()));
        return new TemplateCatalogue(List.copyOf(all.values()), veins, codes, rules, texts, places);
    }

    private boolean isLaterThanAll(Template known, String id) {
        return known.id().equals(id)
                && versions(id).allMatch(t -> new VersionOrder().compare(known.version(), t.version()) > 0);
    }

    private void notRaised(Template template, String how, Problems problems) {
        Place place = place(template).orElseThrow();
        String message = "version %s of %s %s; give the change a higher version"
                .formatted(template.version(), template.id(), how);
        problems.add(place.file(), place.line(), "version-not-raised", message);
    }

    /** Every template in every version. */
    public List<Template> templates() {
        return templates;
    }

    /** The newest version that is active; of a template on trial only, that. */
    public Optional<Template> template(String id) {
        List<Template> versions = versions(id).toList();
        return versions.stream()
                .filter(t -> t.status() == Template.Status.ACTIVE)
                .findFirst()
                .or(() -> versions.stream()
                        .filter(t -> t.status() == Template.Status.TRIAL)
                        .findFirst());
    }

    /** A certain version, in whatever state: reports keep the version that they were made with. */
    public Optional<Template> template(String id, String version) {
        return versions(id).filter(t -> t.version().equals(version)).findFirst();
    }

    private Stream<Template> versions(String id) {
        return templates.stream().filter(t -> t.id().equals(id)); // sorted, newest first
    }

    public Anatomy anatomy() {
        return veins.anatomy();
    }

    /** The anatomy with the labels and expectations of forms. */
    public VeinAnatomy veins() {
        return veins;
    }

    public CodeBook codes() {
        return codes;
    }

    public SelectionRules selectionRules() {
        return rules;
    }

    public Texts texts() {
        return texts;
    }

    /** What the codes of these templates mean to the extraction of findings. */
    public FindingVocabulary vocabulary() {
        return vocabulary;
    }

    /** Every English text that people may see, for translators. */
    public Set<String> englishTexts() {
        Set<String> english = new LinkedHashSet<>();
        templates.forEach(t -> EnglishTexts.collect(t, english));
        veins.entries().forEach(e -> english.addAll(List.of(e.vein(), e.label())));
        templates.stream()
                .flatMap(Template::items)
                .flatMap(item -> item.values().stream())
                .flatMap(set -> set.codes().stream())
                .forEach(code -> english.add(codes.label(code)));
        return english;
    }
}
