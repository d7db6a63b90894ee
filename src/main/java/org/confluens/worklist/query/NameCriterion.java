package org.confluens.worklist.query;

import java.util.Arrays;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.worklist.NameForm;

/**
 * Matching of a person's name without case and accents (PS3.4 C.2.2.2.1). A key of one component group is sought in all
 * three groups of the item; a key of several groups is compared group by group, an empty one matching anything.
 */
record NameCriterion(int tag, List<String> groups) implements Criterion {

    static NameCriterion of(int tag, String value) {
        List<String> groups =
                Arrays.stream(value.split("=", -1)).limit(3).map(NameForm::of).toList();
        return new NameCriterion(tag, groups);
    }

    @Override
    public boolean matches(Dataset item) {
        return item.strings(tag).stream().map(PersonName::parse).anyMatch(this::matches);
    }

    private boolean matches(PersonName name) {
        List<String> theirs =
                List.of(NameForm.of(name.alphabetic()), NameForm.of(name.ideographic()), NameForm.of(name.phonetic()));
        if (groups.size() == 1) {
            return theirs.stream().anyMatch(group -> !group.isEmpty() && matches(groups.get(0), group));
        }
        for (int i = 0; i < groups.size(); i++) {
            if (!groups.get(i).isEmpty() && !matches(groups.get(i), theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Trailing empty components may be left out (PS3.5 6.2.1.1), so {@code DOE^*} also means {@code DOE}. */
    private static boolean matches(String wanted, String group) {
        WildcardPattern pattern = new WildcardPattern(wanted);
        return pattern.matches(group)
                || WildcardPattern.hasWildcard(wanted) && pattern.matches(withAllComponents(group));
    }

    private static String withAllComponents(String group) {
        long missing = 4 - group.chars().filter(c -> c == '^').count();
        return missing > 0 ? group + "^".repeat((int) missing) : group;
    }

    /** A group that every match must have among its own, for narrowing the search. */
    String firstGroup() {
        return groups.stream().filter(g -> !g.isEmpty()).findFirst().orElse("");
    }

    /** True when one group must be equal and any position will do. */
    boolean isExact() {
        return groups.size() == 1 && !WildcardPattern.hasWildcard(groups.get(0));
    }
}
