package org.confluens.report;

import java.util.List;
import org.confluens.intake.StudyDetails;
import org.confluens.template.Template;

/** A feature that knows something which the draft of a report should show, such as what a catheter study was asked. */
public interface DraftContributor {

    /** What the draft of this study's report should propose; asked inside the transaction that makes the draft. */
    List<Proposal> contribute(StudyDetails study, Template template);
}
