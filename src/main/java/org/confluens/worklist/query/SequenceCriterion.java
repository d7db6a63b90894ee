package org.confluens.worklist.query;

import java.util.List;
import org.confluens.dicom.data.Dataset;

/** Sequence Matching (PS3.4 C.2.2.2.6): one item of the sequence must meet all criteria of the key's item. */
record SequenceCriterion(int tag, List<Criterion> criteria) implements Criterion {

    @Override
    public boolean matches(Dataset item) {
        return item.items(tag).stream().anyMatch(i -> criteria.stream().allMatch(c -> c.matches(i)));
    }
}
