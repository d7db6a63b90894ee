package org.confluens.report;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.platform.log.Log;
import org.confluens.template.LiveCatalogue;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;
import org.confluens.template.TemplateException;
import org.confluens.template.TemplateProblem;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * The templates of this installation, from the folder that the configuration names or as they came with the release.
 * Other features inject {@code Instance<TemplateCatalogue>} and ask it each time, because the templates can change.
 */
@ApplicationScoped
public class Templates {

    private record FormKey(String id, String version, String language) {}

    private static final Log LOG = Log.of(Templates.class);

    private final Map<FormKey, String> forms = new ConcurrentHashMap<>();

    @Inject
    private Settings settings;

    private LiveCatalogue live;

    @PostConstruct
    void load() {
        Optional<Path> folder = settings.optionalPath("confluens.templates");
        Path archive = settings.path("confluens.data-dir").resolve("templates");
        try {
            live = folder.isPresent() ? LiveCatalogue.open(folder.get(), archive) : LiveCatalogue.released(archive);
        } catch (TemplateException e) {
            throw new ConfigurationException("the templates cannot be used: " + e.getMessage());
        }
        problems().forEach(Templates::log);
    }

    /** The templates in force now. */
    @Produces
    public TemplateCatalogue current() {
        return live.catalogue();
    }

    /** Takes over what somebody changed in the folder of templates; a broken file never replaces a working one. */
    void refresh() {
        List<TemplateProblem> before = problems();
        if (live.refresh()) {
            forms.clear();
            LOG.info("the report templates were read again");
        }
        problems().stream().filter(problem -> !before.contains(problem)).forEach(Templates::log);
    }

    private static void log(TemplateProblem problem) {
        LOG.warning("report template not used: {0}", problem);
    }

    /** What is wrong with the files in the folder of templates. */
    List<TemplateProblem> problems() {
        return live.problems();
    }

    /** The version of the template that the report was made with. */
    Template of(Report report) {
        return template(report.templateId(), report.templateVersion())
                .orElseThrow(() -> new ProblemException(Problem.conflict(
                        "template-missing",
                        "The template of this report is not installed any more",
                        "Put version %s of the template %s back beside the newer one."
                                .formatted(report.templateVersion(), report.templateId()))));
    }

    Optional<Template> template(String id, String version) {
        return current().template(id, version);
    }

    /** What people call the template of a report, its id where it is not installed any more. */
    String title(String id, String version, Locale language) {
        return template(id, version)
                .or(() -> current().template(id))
                .map(template -> current().texts().text(template.title(), language))
                .orElse(id);
    }

    /** The form of a template in a language, as JSON; written once, because it is large and always the same. */
    String form(Template template, Locale language) {
        return forms.computeIfAbsent(
                new FormKey(template.id(), template.version(), language.toLanguageTag()),
                key -> FormJson.of(template, current(), language).toString());
    }

    /** The first of these languages that the forms have, else English. */
    Locale language(List<Locale> wanted) {
        List<Locale> offered = current().texts().languages();
        return wanted.stream()
                .flatMap(want -> offered.stream()
                        .filter(have -> have.equals(want) || have.getLanguage().equals(want.getLanguage()))
                        .limit(1))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }
}
