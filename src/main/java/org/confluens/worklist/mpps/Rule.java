package org.confluens.worklist.mpps;

import java.util.LinkedHashMap;
import java.util.Map;
import org.confluens.dicom.data.Dictionary;

/** One attribute of table F.7.2-1 with those inside its items. */
record Rule(int tag, String create, String set, String end, Map<Integer, Rule> nested) {

    /** Reads {@code path;create;set;final} rows into a tree; a path's parents stand before it. */
    static void add(Map<Integer, Rule> root, String row) {
        String[] cells = row.split(";", -1);
        Map<Integer, Rule> level = root;
        String[] path = cells[0].split("/");
        for (int i = 0; i < path.length - 1; i++) {
            level = level.get(tag(path[i])).nested();
        }
        int tag = tag(path[path.length - 1]);
        level.put(tag, new Rule(tag, cells[1], cells[2], cells[3], new LinkedHashMap<>()));
    }

    boolean fixedOnceCreated() {
        return set.equals("no");
    }

    private static int tag(String keyword) {
        return Dictionary.tag(keyword)
                .orElseThrow(() -> new IllegalStateException("attributes.csv: no such attribute: " + keyword));
    }
}
