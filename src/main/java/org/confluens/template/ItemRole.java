package org.confluens.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the software understands of an item. Roles that {@link org.confluens.finding.Role} has too mean the same there. */
public enum ItemRole {
    ASSESSMENT,
    STENOSIS,
    STENOSIS_PERCENT,
    AREA_STENOSIS_PERCENT,
    THRESHOLD,
    SUPINE_AREA,
    REFLUX_DURATION,
    DISTENSIBILITY,
    FINDING,
    CRITERION,
    CRITERIA_COUNT,
    CRITERIA_RESULT,
    INDICATION,
    IMPRESSION,
    EVIDENCE_STATEMENT,
    PROCEDURE,
    COMPARISON,
    PRIOR_FINDING,
    PRIOR_EXAMINATION,
    PRIOR_DATE,
    PRIOR_PERCENT,
    PRIOR_REPORT,
    PRIOR_IMAGE,
    PRIOR_REASON,
    SEGMENT_REFERENCE,
    KEY_IMAGE;

    /** The name used in templates, such as {@code stenosis-percent}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ItemRole> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
