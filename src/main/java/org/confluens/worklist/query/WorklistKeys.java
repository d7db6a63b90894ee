package org.confluens.worklist.query;

import java.util.Map;
import org.confluens.dicom.data.Dataset;

/** The keys of the worklist as an identifier, for asking another worklist server. */
public final class WorklistKeys {

    private WorklistKeys() {}

    /** An identifier that asks for every supported attribute of every item. */
    public static Dataset everything() {
        return universal(KeyTable.root());
    }

    private static Dataset universal(Map<Integer, Key> keys) {
        Dataset.Builder identifier = Dataset.builder();
        for (Key key : keys.values()) {
            if (key.nested().isEmpty()) {
                identifier.putEmpty(key.tag());
            } else {
                identifier.putItems(key.tag(), universal(key.nested()));
            }
        }
        return identifier.build();
    }
}
