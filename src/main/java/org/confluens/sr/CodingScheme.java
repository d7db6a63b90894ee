package org.confluens.sr;

import java.util.Objects;
import org.confluens.dicom.data.Dataset;

/**
 * A coding scheme that a document uses (PS3.3 C.12.1.1.1, Coding Scheme Identification Sequence). Only the designator is
 * required; {@code others} keeps registries, UIDs and versions that were read.
 */
public record CodingScheme(String designator, String name, String responsibleOrganization, Dataset others) {

    /** The private scheme of this product. It has no UID: none is registered, and one must not be made up. */
    public static final CodingScheme CCSVI = new CodingScheme(
            "99CCSVI", "Confluens codes for imaging of cerebrospinal veins", "Confluens", Dataset.empty());

    public CodingScheme {
        Objects.requireNonNull(designator, "designator");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(responsibleOrganization, "responsibleOrganization");
        Objects.requireNonNull(others, "others");
    }
}
