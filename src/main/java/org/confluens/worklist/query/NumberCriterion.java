package org.confluens.worklist.query;

import java.math.BigDecimal;
import org.confluens.dicom.data.Dataset;

/** Single Value Matching of a number, by its value and not by its spelling: {@code 70} is {@code 70.0}. */
record NumberCriterion(int tag, BigDecimal wanted) implements Criterion {

    @Override
    public boolean matches(Dataset item) {
        return item.strings(tag).stream().anyMatch(this::equalTo);
    }

    private boolean equalTo(String value) {
        try {
            return new BigDecimal(value).compareTo(wanted) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
