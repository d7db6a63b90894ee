package org.confluens.sr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.SequenceElement;
import org.confluens.dicom.data.VR;

/**
 * Every single damage to a data set: each element of each level left out, emptied, given two values, another
 * representation, or words where a number or a term belongs; each sequence made longer, shorter or another thing.
 */
public final class SystematicDamage {

    private SystematicDamage() {}

    /** Hands each damaged data set over, with the damage in words. */
    public static void each(Dataset dataset, BiConsumer<String, Dataset> consumer) {
        each(dataset, "", consumer);
    }

    private static void each(Dataset dataset, String place, BiConsumer<String, Dataset> consumer) {
        for (Element element : dataset) {
            int tag = element.tag();
            String name = place + "/" + String.format("%08x", tag);
            Consumer<Dataset> whole = damaged -> consumer.accept(name, damaged);
            whole.accept(dataset.filter(other -> other != tag));
            whole.accept(with(dataset, builder -> builder.putEmpty(tag)));
            whole.accept(with(dataset, builder -> builder.put(tag, VR.LO, "x", "y")));
            whole.accept(with(dataset, builder -> builder.put(tag, VR.UT, "<b>1e999\u0000".repeat(20))));
            whole.accept(with(
                    dataset, builder -> builder.putBytes(tag, VR.UN, "\u00ff".getBytes(StandardCharsets.ISO_8859_1))));
            if (element instanceof SequenceElement sequence) {
                items(dataset, sequence, name, consumer);
            } else {
                whole.accept(with(dataset, builder -> builder.putItems(tag, Dataset.empty())));
            }
        }
    }

    private static void items(
            Dataset dataset, SequenceElement sequence, String name, BiConsumer<String, Dataset> consumer) {
        List<Dataset> items = sequence.items();
        List<Dataset> doubled = new ArrayList<>(items);
        doubled.addAll(items);
        consumer.accept(name + " doubled", with(dataset, builder -> builder.putItems(sequence.tag(), doubled)));
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            each(items.get(i), name + "[" + i + "]", (place, item) -> {
                List<Dataset> changed = new ArrayList<>(items);
                changed.set(index, item);
                consumer.accept(place, with(dataset, builder -> builder.putItems(sequence.tag(), changed)));
            });
        }
    }

    private static Dataset with(Dataset dataset, Consumer<Dataset.Builder> change) {
        Dataset.Builder builder = dataset.toBuilder();
        change.accept(builder);
        return builder.build();
    }
}
