package org.confluens.sr;

import java.util.HashSet;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;

/**
 * Which attributes belong to the patient and the study (PS3.3 C.7.1 and C.7.2), and so are copied from an image into a
 * report of its study. Those that must be present even without a value are added empty.
 */
public final class StudyContext {

    private static final Set<Integer> COPIED = new HashSet<>();
    private static final Set<Integer> REQUIRED = new HashSet<>();

    static {
        TextTable.rows("study-context.txt").forEach(row -> add(row.get(0)));
    }

    private StudyContext() {}

    /** The patient's and the study's attributes of an object. */
    public static Dataset of(Dataset object) {
        Dataset.Builder context = object.filter(COPIED::contains).toBuilder();
        for (int tag : REQUIRED) {
            if (!object.contains(tag)) {
                context.putEmpty(tag);
            }
        }
        return context.build();
    }

    static boolean contains(int tag) {
        return COPIED.contains(tag);
    }

    private static void add(String line) {
        String[] parts = line.split("\\s+");
        int tag = Dictionary.tag(parts[0]).orElseThrow(() -> new IllegalStateException("no such keyword: " + parts[0]));
        COPIED.add(tag);
        if (parts.length > 1 && parts[1].equals("2")) {
            REQUIRED.add(tag);
        }
    }
}
