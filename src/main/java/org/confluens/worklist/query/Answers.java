package org.confluens.worklist.query;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;
import org.confluens.dicom.data.VR;

/**
 * What is sent for an item: the attributes that were asked for and no other (PS3.4 K.4.1.1.3.2). A supported attribute
 * without a value is there with length zero. A sequence asked for as a whole, without an item or with an empty one, comes
 * as a whole (C.2.2.2.6).
 */
final class Answers {

    private Answers() {}

    static Dataset answer(Dataset identifier, Dataset item) {
        return answer(identifier, item, KeyTable.root());
    }

    private static Dataset answer(Dataset keys, Dataset held, Map<Integer, Key> supported) {
        boolean namesNothing = true;
        for (Element element : keys) {
            namesNothing &= isSilent(element.tag());
        }
        return namesNothing ? whole(held, supported) : asked(keys, held, supported);
    }

    private static Dataset asked(Dataset keys, Dataset held, Map<Integer, Key> supported) {
        Dataset.Builder answer = Dataset.builder();
        for (Element element : keys) {
            int tag = element.tag();
            Key key = supported.get(tag);
            if (key != null) {
                put(answer, key, keys, held);
            } else if (Tags.isPrivate(tag)) {
                putPrivate(answer, tag, keys, held);
            } else if (!isSilent(tag)) {
                held.element(tag).ifPresent(answer::put);
            }
        }
        return answer.build();
    }

    private static void put(Dataset.Builder answer, Key key, Dataset keys, Dataset held) {
        int tag = key.tag();
        if (Dictionary.vr(tag) != VR.SQ) {
            held.element(tag).ifPresentOrElse(answer::put, () -> answer.putEmpty(tag));
            return;
        }
        Dataset wanted = keys.item(tag).orElse(Dataset.empty());
        List<Dataset> items = held.items(tag).stream()
                .map(item -> answer(wanted, item, key.nested()))
                .toList();
        answer.putItems(tag, items);
    }

    /** Everything that is held, and the attributes of type 1 and 2 that are not. */
    private static Dataset whole(Dataset held, Map<Integer, Key> supported) {
        Dataset.Builder answer = held.filter(tag -> !isSilent(tag)).toBuilder();
        for (Key key : supported.values()) {
            if (key.type().alwaysPresent() && !held.contains(key.tag())) {
                answer.putEmpty(key.tag());
            }
        }
        return answer.build();
    }

    /** A private attribute is held when its creator holds it, in whichever block (PS3.5 7.8.1). */
    private static void putPrivate(Dataset.Builder answer, int tag, Dataset keys, Dataset held) {
        if (Tags.isPrivateCreator(tag)) {
            return;
        }
        String creator = keys.string(Tags.of(Tags.group(tag), Tags.element(tag) >>> 8), "");
        OptionalInt place = held.privateTag(creator, Tags.group(tag), Tags.element(tag));
        if (!creator.isEmpty() && place.isPresent()) {
            held.element(place.getAsInt()).ifPresent(element -> {
                if (element.vr().isString()) {
                    String[] values = held.strings(element.tag()).toArray(String[]::new);
                    answer.putPrivate(creator, Tags.group(tag), Tags.element(tag), element.vr(), values);
                }
            });
        }
    }

    private static boolean isSilent(int tag) {
        return tag == Tag.SpecificCharacterSet || tag == Tag.TimezoneOffsetFromUTC || Tags.isGroupLength(tag);
    }
}
