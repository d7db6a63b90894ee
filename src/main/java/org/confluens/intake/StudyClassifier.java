package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Decides which template a study gets, by one header a series. */
@ApplicationScoped
class StudyClassifier {

    StudyClassification classify(StudyDetails study) {
        return new StudyClassification(Optional.empty(), "no-rule", "no selection rule matches this study");
    }
}
