package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.FindingExtractor;
import org.confluens.finding.Role;
import org.confluens.sr.Code;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;

/** The segments as the templates in force define them. */
@ApplicationScoped
class VeinMap {
    private Instance<TemplateCatalogue> catalogue;

    protected VeinMap() {}

    @Inject
    VeinMap(Instance<TemplateCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    Anatomy anatomy() {
        return catalogue.get().anatomy();
    }

    /** A text that changes when documents could be read otherwise: by anatomy, vocabulary or the code that reads them. */
    String readingFingerprint() {
        TemplateCatalogue inForce = catalogue.get();
        return FindingExtractor.fingerprint(inForce.anatomy(), inForce.vocabulary());
    }

    boolean means(Code code, Role role) {
        return catalogue.get().vocabulary().means(code, role);
    }

    /** The examination that reports of a template are about, if they are about one. */
    Optional<Examination> examination(String templateId) {
        return catalogue.get().template(templateId).flatMap(Template::examination);
    }

    /** What people call the segment; its id where the anatomy no longer has it. */
    String label(String segmentId) {
        return catalogue
                .get()
                .veins()
                .entry(segmentId)
                .map(entry -> entry.label())
                .orElse(segmentId);
    }
}
