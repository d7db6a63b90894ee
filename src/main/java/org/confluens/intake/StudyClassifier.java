package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.confluens.template.Classification;
import org.confluens.template.StudyFacts;
import org.confluens.template.TemplateCatalogue;

/** Decides which template a study gets, by one header a series and the selection rules in force. */
@ApplicationScoped
class StudyClassifier {

    private Instance<TemplateCatalogue> catalogue;

    protected StudyClassifier() {}

    @Inject
    StudyClassifier(Instance<TemplateCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    Classification classify(StudyDetails study) {
        return catalogue.get().selectionRules().classify(StudyFacts.of(study.samples()));
    }
}
