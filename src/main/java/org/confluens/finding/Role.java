package org.confluens.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the software needs to know about a code: the concept names it looks for in a measurement group (PS3.16 TID 1501)
 * and the values it has to understand. Template items carry these as their role, by {@link #id()}.
 */
public enum Role {
    FINDINGS_SECTION,
    MEASUREMENT_GROUP,
    TRACKING_IDENTIFIER,
    TRACKING_UNIQUE_IDENTIFIER,
    FINDING_SITE,
    LATERALITY,
    LEVEL,
    FINDING,
    PRESENCE,
    ASSESSMENT,
    DERIVATION,
    CALCULATED,
    PROCEDURE,
    MODALITY,
    STENOSIS_PERCENT,
    AREA_STENOSIS_PERCENT,
    THRESHOLD,
    STENOSIS_LENGTH,
    CAUSE,
    SUPINE_AREA,
    REFLUX_DURATION,
    ASSESSED,
    NOT_ASSESSED,
    NOT_ASSESSABLE,
    PRESENT,
    ABSENT,
    INDETERMINATE,
    NORMAL,
    /** Says that a measurement was made after the treatment. */
    AFTER,
    IMAGE_QUALITY,
    POOR_QUALITY,
    LEFT,
    RIGHT,
    BILATERAL,
    INTERNAL_JUGULAR_SITE,
    DEEP_CEREBRAL_SITE,
    TREATMENT,
    /** A report that states no findings of one examination: follow-up, comparison of several. */
    OTHER_REPORT,
    CRITERIA_COUNT,
    MRV,
    CTV,
    ULTRASOUND,
    CATHETER,
    IVUS;

    /** The name used in templates and data files, such as {@code stenosis-percent}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
