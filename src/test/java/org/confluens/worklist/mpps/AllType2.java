package org.confluens.worklist.mpps;

import java.util.LinkedHashMap;
import java.util.Map;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Puts every attribute of type 2 that PS3.4 table F.7.2-1 asks of a create, empty, where it is not there yet. */
final class AllType2 {

    private AllType2() {}

    static void putInto(Dataset.Builder attributes) {
        Map<Integer, Rule> table = new LinkedHashMap<>();
        TableFile.rows("attributes.csv").forEach(row -> Rule.add(table, row));
        Dataset present = attributes.build();
        put(attributes, table, present);
        Dataset item = present.items(Tag.ScheduledStepAttributesSequence).get(0);
        Dataset.Builder complete = item.toBuilder();
        put(complete, table.get(Tag.ScheduledStepAttributesSequence).nested(), item);
        attributes.putItems(Tag.ScheduledStepAttributesSequence, complete.build());
    }

    private static void put(Dataset.Builder attributes, Map<Integer, Rule> rules, Dataset present) {
        rules.values().stream()
                .filter(rule -> rule.create().equals("2") && !present.contains(rule.tag()))
                .forEach(rule -> attributes.putEmpty(rule.tag()));
    }
}
