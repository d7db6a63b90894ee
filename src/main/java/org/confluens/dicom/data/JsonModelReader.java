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
        if (!tokens.isAtEnd()) {
            throw tokens.refused("something after the end");
        }
        return datasets;
    }

    private List<Dataset> objects(int depth) throws IOException {
        List<Dataset> datasets = new ArrayList<>();
        tokens.expect('[');
        if (!tokens.closes(']')) {
            do {
                count = depth == 0 ? 0 : count;
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
        private final JsonValues values = new JsonValues(tokens);
        private List<Dataset> items = List.of();
        private Optional<String> inline = Optional.empty();
        private Optional<String> uri = Optional.empty();
        private int contents;

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
            if (contents > 1) {
                throw unfit("more than one of Value, InlineBinary and BulkDataURI");
            }
            VR known = vr.orElse(Dictionary.vr(tag));
            return known == VR.SQ ? sequence() : element(known);
        }

        private void member(int depth) throws IOException {
            String name = tokens.string();
            tokens.expect(':');
            contents += List.of("Value", "InlineBinary", "BulkDataURI").contains(name) ? 1 : 0;
            switch (name) {
                case "vr" -> vr = Optional.of(vr(tokens.string()));
                case "Value" -> value(depth);
                case "InlineBinary" -> inline = Optional.of(tokens.string());
                case "BulkDataURI" -> uri = Optional.of(tokens.string());
                default -> tokens.skipValue();
            }
        }

        private ValueElement limited(ValueElement value) throws DatasetReadException {
            if (value.length() > limits.valueLength()) {
                throw new DatasetReadException(
                        Code.VALUE_TOO_LONG, tag, tokens.position(), "a value is longer than allowed");
            }
            return value;
        }

        private VR vr(String code) throws DatasetReadException {
            Optional<VR> known = VR.of(code);
            if (known.isEmpty()) {
                throw tokens.refused("a VR expected");
            }
            return known.get();
        }

        private void value(int depth) throws IOException {
            boolean sequence = vr.orElse(Dictionary.vr(tag)) == VR.SQ || vr.isEmpty() && tokens.opensDatasets();
            if (sequence && depth >= limits.depth()) {
                throw new DatasetReadException(
                        Code.TOO_DEEP, tag, tokens.position(), "sequences are nested deeper than allowed");
            }
            if (sequence) {
                items = objects(depth + 1);
            } else {
                values.read();
            }
        }

        private Element sequence() throws DatasetReadException {
            if (inline.isPresent() || uri.isPresent() || !values.areEmpty()) {
                throw unfit("a sequence whose value is no items");
            }
            return new SequenceElement(tag, items.isEmpty() ? values.emptyItems() : items);
        }

        private Element element(VR known) throws DatasetReadException {
            if (!items.isEmpty()) {
                throw unfit("items in what is no sequence");
            }
            if (uri.isPresent()) {
                return new BulkElement(tag, known, -1, -1, uri);
            }
            try {
                return inline.isPresent() ? binary(known) : limited(values.element(tag, known));
            } catch (IllegalArgumentException e) {
                throw unfit("a value that its VR can't hold");
            }
        }

        /** Line breaks within the text are those of the older form of base 64 (RFC 2045). */
        private Element binary(VR known) throws DatasetReadException {
            byte[] bytes = Base64.getDecoder()
                    .decode(inline.orElse("").replace("\r", "").replace("\n", ""));
            Optional<FragmentsElement> fragments = FragmentsElement.decoded(tag, known, bytes);
            return fragments.isPresent() ? fragments.get() : limited(ValueElement.of(tag, known, bytes));
        }

        private DatasetReadException unfit(String message) {
            return new DatasetReadException(Code.NOT_JSON, tag, tokens.position(), message);
        }
    }
}
