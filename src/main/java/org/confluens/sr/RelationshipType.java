package org.confluens.sr;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a content item relates to its source, Relationship Type (0040,A010), PS3.3 table C.17.3-8. */
public enum RelationshipType {
    CONTAINS,
    HAS_OBS_CONTEXT,
    HAS_ACQ_CONTEXT,
    HAS_CONCEPT_MOD,
    HAS_PROPERTIES,
    INFERRED_FROM,
    SELECTED_FROM;

    private static final Map<String, RelationshipType> BY_TERM =
            Arrays.stream(values()).collect(Collectors.toMap(RelationshipType::term, Function.identity()));

    /** The defined term, with spaces. */
    public String term() {
        return name().replace('_', ' ');
    }

    /** The relationship of a defined term, or empty where the term is not known. */
    public static Optional<RelationshipType> of(String term) {
        return Optional.ofNullable(BY_TERM.get(term));
    }
}
