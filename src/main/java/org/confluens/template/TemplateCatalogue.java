package org.confluens.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

    TemplateCatalogue(List<Template> templates, VeinAnatomy veins, CodeBook codes, SelectionRules rules, Texts texts) {
        this.templates = templates.stream()
                .sorted(Comparator.comparing(Template::id).thenComparing(NEWEST))
                .toList();
        this.veins = veins;
        this.codes = codes;
        this.rules = rules;
        this.texts = texts;
        this.vocabulary = Vocabularies.of(this.templates, codes);
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
        return new CatalogueReader(XML).read(files);
    }

    /** This catalogue with the versions of templates that only an earlier one has, for the reports made with them. */
    TemplateCatalogue withVersionsOf(TemplateCatalogue earlier) {
        List<Template> all = new ArrayList<>(templates);
        earlier.templates.stream()
                .filter(old -> template(old.id(), old.version()).isEmpty())
                .map(Template::retired)
                .forEach(all::add);
        return new TemplateCatalogue(all, veins, codes, rules, texts);
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
