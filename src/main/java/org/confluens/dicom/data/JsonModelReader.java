package org.confluens.dicom.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.DatasetReadException.Code;

/** Reads data sets from the DICOM JSON model (PS3.18 section F.2). */
final class JsonModelReader {
    private final JsonTokens tokens;
    private final ReadLimits limits;
    private int count;

    JsonModelReader(JsonTokens tokens, ReadLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    /** A whole text: an object, or an array of objects. */
    List<Dataset> document() throws IOException {
        List<Dataset> datasets;
        if (tokens.peek() == '[') {
            datasets = objects(0);
        } else {
            datasets = List.of(object(0));
        }
        if (tokens.peek() != 0) {
            throw tokens.refused("something after the end");
        }
        return datasets;
    }

    private List<Dataset> objects(int depth) throws IOException {
        List<Dataset> datasets = new ArrayList<>();
        tokens.expect('[');
        if (!tokens.closes(']')) {
            do {
                count();
                if (tokens.peek() == 'n') {
                    tokens.literal("null");
                    datasets.add(Dataset.empty());
                } else {
                    datasets.add(object(depth));
                }
            } while (tokens.continues(']'));
        }
        return datasets;
    }

    private Dataset object(int depth) throws IOException {
        List<Element> elements = new ArrayList<>();
        tokens.expect('{');
        if (!tokens.closes('}')) {
            do {
                count();
                int tag = tag(tokens.string());
                tokens.expect(':');
                elements.add(new JsonAttribute(tag).read(depth));
            } while (tokens.continues('}'));
        }
        return Dataset.ofSorted(ElementOrder.sorted(elements));
    }

    private int tag(String name) throws DatasetReadException {
        if (name.length() != 8) {
            throw tokens.refused("a tag of eight hexadecimal digits expected");
        }
        int tag = 0;
        for (int i = 0; i < 8; i++) {
            int digit = name.charAt(i) < 128 ? Character.digit(name.charAt(i), 16) : -1;
            if (digit < 0) {
                throw tokens.refused("a tag of eight hexadecimal digits expected");
            }
            tag = tag << 4 | digit;
        }
        return tag;
    }

    private void count() throws DatasetReadException {
        if (++count > limits.elements()) {
            throw new DatasetReadException(
                    Code.TOO_MANY_ELEMENTS, 0, tokens.position(), "there are more elements than allowed");
        }
    }

    /** One attribute; its members may come in any order, so a value is read before its VR may be known. */
    private final class JsonAttribute {
        private final int tag;
        private Optional<VR> vr = Optional.empty();
        private List<String> strings = List.of();
        private List<Dataset> items = List.of();
        private Optional<String> inline = Optional.empty();
        private Optional<String> uri = Optional.empty();

        private JsonAttribute(int tag) {
            this.tag = tag;
        }

        private Element read(int depth) throws IOException {
            tokens.expect('{');
            if (!tokens.closes('}')) {
                do {
                    member(depth);
                } while (tokens.continues('}'));
            }
            return element();
        }

        private void member(int depth) throws IOException {
            String name = tokens.string();
            tokens.expect(':');
            switch (name) {
                case "vr" -> vr = Optional.of(vr(tokens.string()));
                case "Value" -> value(depth);
                case "InlineBinary" -> inline = Optional.of(tokens.string());
                case "BulkDataURI" -> uri = Optional.of(tokens.string());
                default -> tokens.skipValue();
            }
        }

        private VR vr(String code) throws DatasetReadException {
            Optional<VR> known = VR.of(code);
            if (known.isEmpty()) {
                throw tokens.refused("a VR expected");
            }
            return known.get();
        }

        private void value(int depth) throws IOException {
            boolean sequence = vr.orElse(Dictionary.vr(tag)) == VR.SQ;
            if (sequence && depth >= limits.depth()) {
                throw new DatasetReadException(
                        Code.TOO_DEEP, tag, tokens.position(), "sequences are nested deeper than allowed");
            }
            if (sequence) {
                items = objects(depth + 1);
            } else {
                strings = strings();
            }
        }

        private List<String> strings() throws IOException {
            List<String> values = new ArrayList<>();
            tokens.expect('[');
            if (!tokens.closes(']')) {
                do {
                    count();
                    values.add(scalar());
                } while (tokens.continues(']'));
            }
            return values;
        }

        private String scalar() throws IOException {
            return switch (tokens.peek()) {
                case '"' -> tokens.string();
                case '{' -> personName();
                case 'n' -> {
                    tokens.literal("null");
                    yield "";
                }
                default -> tokens.number();
            };
        }

        private String personName() throws IOException {
            String[] groups = {"", "", ""};
            tokens.expect('{');
            if (!tokens.closes('}')) {
                do {
                    String name = tokens.string();
                    tokens.expect(':');
                    int group = List.of("Alphabetic", "Ideographic", "Phonetic").indexOf(name);
                    if (group < 0 || tokens.peek() != '"') {
                        tokens.skipValue();
                    } else {
                        groups[group] = tokens.string();
                    }
                } while (tokens.continues('}'));
            }
            return new PersonName(groups[0], groups[1], groups[2]).toString();
        }

        private Element element() throws IOException {
            VR known = vr.orElse(Dictionary.vr(tag));
            if (known == VR.SQ) {
                return new SequenceElement(tag, items);
            }
            if (uri.isPresent()) {
                return new BulkElement(tag, known, -1, -1, uri);
            }
            try {
                return inline.isPresent() ? binary(known) : ValueElement.of(tag, known, strings);
            } catch (IllegalArgumentException e) {
                throw new DatasetReadException(Code.NOT_JSON, tag, tokens.position(), "a value that its VR can't hold");
            }
        }

        private Element binary(VR known) {
            byte[] bytes = Base64.getMimeDecoder().decode(inline.orElse(""));
            return FragmentsElement.decoded(tag, known, bytes)
                    .map(Element.class::cast)
                    .orElseGet(() -> ValueElement.of(tag, known, bytes));
        }
    }
}
