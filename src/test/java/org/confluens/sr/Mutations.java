package org.confluens.sr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.SequenceElement;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.VR;

/** Damages data sets at random, the same way for the same seed: what a reader must bear. */
final class Mutations {

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "TEXT",
            "NUM",
            "BOGUS",
            "CONTAINS",
            "HAS BOGUS",
            "-1",
            "0",
            "99999999999",
            "1e999",
            "20261399",
            "2599",
            "1\\2\\3",
            "<b>",
            "\u0000",
            "1.2.3",
            "1..2",
            "POLYLINE",
            "SEPARATE",
            "VERIFIED",
            "A".repeat(70));

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** The data set with some elements of some levels removed, replaced, emptied, moved or doubled. */
    Dataset damaged(Dataset dataset) {
        return damaged(dataset, 0);
    }

    private Dataset damaged(Dataset dataset, int depth) {
        Dataset.Builder builder = Dataset.builder();
        for (Element element : dataset) {
            if (element instanceof SequenceElement sequence && depth < 40 && random.nextInt(30) > 0) {
                builder.put(new SequenceElement(sequence.tag(), items(sequence.items(), depth)));
            } else if (random.nextInt(25) > 0) {
                builder.put(element);
            } else {
                replace(builder, element);
            }
        }
        if (random.nextInt(40) == 0) {
            builder.putInt(Tag.ReferencedContentItemIdentifier, 1, random.nextInt(4), random.nextInt(4));
        }
        return builder.build();
    }

    private List<Dataset> items(List<Dataset> items, int depth) {
        List<Dataset> changed = new ArrayList<>();
        for (Dataset item : items) {
            switch (random.nextInt(30)) {
                case 0 -> changed.add(Dataset.empty());
                case 1 -> changed.addAll(List.of(item, item));
                case 2 -> {}
                default -> changed.add(damaged(item, depth + 1));
            }
        }
        return changed;
    }

    private void replace(Dataset.Builder builder, Element element) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        switch (random.nextInt(5)) {
            case 0 -> {}
            case 1 -> builder.putEmpty(element.tag());
            case 2 -> builder.put(element.tag(), VR.LO, word);
            case 3 -> builder.putBytes(element.tag(), VR.UN, word.getBytes(StandardCharsets.UTF_8));
            default -> builder.putItems(element.tag(), Dataset.empty());
        }
    }
}
