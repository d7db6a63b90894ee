package org.confluens.sr;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The value types of content items, named as in Value Type (0040,A040), PS3.3 table C.17.3-7. */
public enum ValueType {
    TEXT,
    CODE,
    NUM,
    DATETIME,
    DATE,
    TIME,
    UIDREF,
    PNAME,
    COMPOSITE,
    IMAGE,
    WAVEFORM,
    SCOORD,
    SCOORD3D,
    TCOORD,
    CONTAINER,
    TABLE;

    private static final Map<String, ValueType> BY_TERM =
            Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

    /** The value type of a defined term, or empty where the term is not known. */
    public static Optional<ValueType> of(String term) {
        return Optional.ofNullable(BY_TERM.get(term));
    }
}
