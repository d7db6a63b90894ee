package org.confluens.sr;

import java.util.Objects;
import org.confluens.dicom.data.Dataset;

/** Content template identification (PS3.3 C.18.8): which template a container follows, by the resource that defines it. */
public record TemplateId(String identifier, String mappingResource, Dataset others) {

    public TemplateId {
        Objects.requireNonNull(identifier, "identifier");
        Objects.requireNonNull(mappingResource, "mappingResource");
        Objects.requireNonNull(others, "others");
    }

    /** A template with nothing but its identifier and resource. */
    public TemplateId(String identifier, String mappingResource) {
        this(identifier, mappingResource, Dataset.empty());
    }

    /** A template of PS3.16, such as 1500. */
    public static TemplateId dcmr(String identifier) {
        return new TemplateId(identifier, "DCMR");
    }
}
