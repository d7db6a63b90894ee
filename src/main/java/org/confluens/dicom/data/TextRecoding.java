package org.confluens.dicom.data;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the text of a data set into the character set that a peer reads (PS3.3 section C.12.1.1.2), where that can hold
 * it. With code extensions each component of a value stands for itself: it begins and ends in the initial repertoire, as
 * PS3.5 section 6.1.2.5.3 asks at every delimiter.
 */
public final class TextRecoding {

    private final Iso2022Encoder encoder;
    private final CharacterSet declared;

    private TextRecoding(Iso2022Encoder encoder, CharacterSet declared) {
        this.encoder = encoder;
        this.declared = declared;
    }

    /**
     * The data set with its text in that character set, which it declares; nothing when the set is not known here or can't
     * hold the text.
     *
     * @param terms the values of Specific Character Set, an empty first one for the default repertoire
     */
    public static Optional<Dataset> into(List<String> terms, Dataset dataset) {
        Optional<Iso2022Encoder> encoder = Iso2022Encoder.of(terms);
        if (encoder.isEmpty()) {
            return Optional.empty();
        }
        try {
            Dataset recoded = new TextRecoding(encoder.get(), CharacterSet.of(terms)).recoded(dataset);
            return Optional.of(recoded.toBuilder()
                    .put(Tag.SpecificCharacterSet, terms.toArray(String[]::new))
                    .build());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private Dataset recoded(Dataset dataset) throws CharacterCodingException {
        List<Element> elements = new ArrayList<>(dataset.size());
        for (Element element : dataset) {
            if (element instanceof ValueElement value && value.meaning().isText()) {
                elements.add(recoded(value));
            } else if (element instanceof SequenceElement sequence) {
                List<Dataset> items = new ArrayList<>();
                for (Dataset item : sequence.items()) {
                    items.add(recoded(item));
                }
                elements.add(new SequenceElement(sequence.tag(), items));
            } else if (element.tag() != Tag.SpecificCharacterSet) {
                elements.add(element);
            }
        }
        return Dataset.ofSorted(elements);
    }

    private Element recoded(ValueElement value) throws CharacterCodingException {
        if (value.isPlainAscii()) {
            return value.with(declared);
        }
        byte[] bytes = encoder.bytes(value.text(), value.meaning());
        return new ValueElement(value.tag(), value.vr(), bytes, 0, bytes.length, false, declared);
    }
}
