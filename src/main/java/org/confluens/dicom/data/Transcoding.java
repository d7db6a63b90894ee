package org.confluens.dicom.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Brings the text of a data set into one character set before it is written. */
final class Transcoding {
    private Transcoding() {}

    /** The data set itself if all text is in the character set that it declares, otherwise the same in UTF-8. */
    static Dataset consistent(Dataset dataset) {
        return isConsistent(dataset, CharacterSet.DEFAULT) ? dataset : utf8(dataset);
    }

    /** The data set with all text in UTF-8, declared once, at the top. */
    static Dataset utf8(Dataset dataset) {
        Dataset.Builder builder = converted(dataset).toBuilder();
        return builder.put(Tag.SpecificCharacterSet, "ISO_IR 192").build();
    }

    /** The data set in UTF-8 where it declares a character set or needs one, otherwise as it is. */
    static Dataset unicode(Dataset dataset) {
        boolean plain = !dataset.contains(Tag.SpecificCharacterSet) && isConsistent(dataset, CharacterSet.NONE);
        return plain ? dataset : utf8(dataset);
    }

    private static boolean isConsistent(Dataset dataset, CharacterSet inherited) {
        boolean own = dataset.contains(Tag.SpecificCharacterSet);
        CharacterSet declared = own ? CharacterSet.of(dataset.strings(Tag.SpecificCharacterSet)) : inherited;
        for (Element element : dataset) {
            if (element instanceof ValueElement value) {
                if (!isConsistent(value, declared)) {
                    return false;
                }
            } else if (element instanceof SequenceElement sequence) {
                for (Dataset item : sequence.items()) {
                    if (!isConsistent(item, declared)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean isConsistent(ValueElement value, CharacterSet declared) {
        return !value.meaning().isText()
                || value.characterSet() == declared
                || value.characterSet().equals(declared)
                || value.isPlainAscii();
    }

    private static Dataset converted(Dataset dataset) {
        List<Element> elements = new ArrayList<>(dataset.size());
        for (Element element : dataset) {
            if (element instanceof ValueElement value && value.meaning().isText()) {
                elements.add(converted(value));
            } else if (element instanceof SequenceElement sequence) {
                List<Dataset> items =
                        sequence.items().stream().map(Transcoding::converted).toList();
                elements.add(new SequenceElement(sequence.tag(), items));
            } else if (element.tag() != Tag.SpecificCharacterSet) {
                elements.add(element);
            }
        }
        return Dataset.ofSorted(elements);
    }

    private static Element converted(ValueElement value) {
        if (value.characterSet() == CharacterSet.UTF_8 || value.isPlainAscii()) {
            return value.with(CharacterSet.UTF_8);
        }
        byte[] bytes = value.text().getBytes(StandardCharsets.UTF_8);
        return new ValueElement(value.tag(), value.vr(), bytes, 0, bytes.length, false, CharacterSet.UTF_8);
    }
}
