package org.confluens.worklist.query;

import java.util.List;
import org.confluens.dicom.data.Dataset;

/**
 * Single Value, Wild Card and List of UID Matching (PS3.4 C.2.2.2.1, C.2.2.2.2, C.2.2.2.4). An attribute with several
 * values matches by any of them; several values in the key mean any of those.
 */
record TextCriterion(int tag, List<String> wanted, boolean wildcards) implements Criterion {

    @Override
    public boolean matches(Dataset item) {
        List<String> values = item.strings(tag);
        return wanted.stream().anyMatch(w -> values.stream().anyMatch(v -> matches(w, v)));
    }

    private boolean matches(String pattern, String value) {
        return wildcards ? new WildcardPattern(pattern).matches(value) : pattern.equals(value);
    }

    /** True when plain equality with one of the wanted values says the same. */
    boolean isExact() {
        return !wildcards || wanted.stream().noneMatch(WildcardPattern::hasWildcard);
    }
}
