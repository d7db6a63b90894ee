package org.confluens.dicom.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A data set or an item while it is being read. */
final class Level {
    /** An end that is marked by a delimiter or by the end of the bytes. */
    static final long OPEN = Long.MAX_VALUE;

    final Encoding encoding;
    final int depth;
    final long end;
    final boolean delimited;
    CharacterSet characterSet;
    boolean signed;

    private final List<Element> elements;
    private int lastTag;
    private boolean sorted = true;
    private int knownCreator;

    /** The blocks of which it was reported that nobody reserved them. */
    private final Set<Integer> withoutCreator = new TreeSet<>();

    private int twins;
    private boolean beyondPixels;
    private boolean declared;

    /** The data set itself. */
    Level(Encoding encoding) {
        this.encoding = encoding;
        this.depth = 0;
        this.end = OPEN;
        this.delimited = false;
        this.characterSet = CharacterSet.DEFAULT;
        this.elements = new ArrayList<>(64);
    }

    /** An item; delimited means that its length is undefined. */
    Level(Level parent, Encoding encoding, long end, boolean delimited) {
        this.encoding = encoding;
        this.depth = parent.depth + 1;
        this.end = end;
        this.delimited = delimited;
        this.characterSet = parent.characterSet;
        this.signed = parent.signed;
        this.elements = new ArrayList<>();
    }

    /** Whether explicit headers are read, and in which byte order. */
    record Encoding(boolean explicit, boolean bigEndian) {
        static final Encoding IMPLICIT_LITTLE = new Encoding(false, false);
        static final Encoding EXPLICIT_LITTLE = new Encoding(true, false);
        static final Encoding EXPLICIT_BIG = new Encoding(true, true);
        static final Encoding IMPLICIT_BIG = new Encoding(false, true);

        static Encoding of(TransferSyntax syntax) {
            if (syntax.bigEndian()) {
                return EXPLICIT_BIG;
            }
            return syntax.explicitVr() ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
        }

        /** The uncompressed syntax with these headers; there is none that is implicit in big endian. */
        TransferSyntax syntax() {
            if (!explicit) {
                return TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
            }
            return bigEndian ? TransferSyntax.EXPLICIT_VR_BIG_ENDIAN : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        }
    }

    boolean isItem() {
        return depth > 0;
    }

    void add(Element element, long offset, Problems problems) {
        int tag = element.tag();
        int order = elements.isEmpty() ? 1 : Integer.compareUnsigned(tag, lastTag);
        if (order <= 0) {
            sorted = false;
            twins += order == 0 ? 1 : 0;
            problems.add(order == 0 ? ReadProblem.Code.DUPLICATE : ReadProblem.Code.OUT_OF_ORDER, tag, offset);
        }
        lastTag = tag;
        beyondPixels |= Integer.compareUnsigned(tag, Tag.PixelData) >= 0;
        if (Tags.isPrivate(tag) && Tags.element(tag) > 0xFF && sorted) {
            checkCreator(elements, tag, offset, problems);
        }
        elements.add(element);
    }

    private void checkCreator(List<Element> among, int tag, long offset, Problems problems) {
        int creator = Tags.creatorOf(tag);
        if (creator != knownCreator) {
            knownCreator = creator;
            if (ElementOrder.find(among, creator) == null && withoutCreator.add(creator)) {
                problems.add(ReadProblem.Code.NO_PRIVATE_CREATOR, tag, offset);
            }
        }
    }

    /** The tag that was read last. */
    int lastTag() {
        return lastTag;
    }

    /** Whether the pixel data were read, after which there is little that a data set may hold. */
    boolean isBeyondPixels() {
        return beyondPixels;
    }

    /** Applies a Specific Character Set, at first also to text that came before it, against the order. */
    void declare(CharacterSet set) {
        characterSet = set;
        for (int i = 0; i < elements.size() && !declared; i++) {
            elements.set(i, declared(elements.get(i), set));
        }
        declared = true;
    }

    private static Element declared(Element element, CharacterSet set) {
        if (element instanceof ValueElement value && value.meaning().isText()) {
            return value.with(set);
        }
        if (element instanceof SequenceElement sequence) {
            List<Dataset> items = sequence.items().stream()
                    .map(item -> item.contains(Tag.SpecificCharacterSet) ? item : declared(item, set))
                    .toList();
            return new SequenceElement(sequence.tag(), items);
        }
        return element;
    }

    private static Dataset declared(Dataset item, CharacterSet set) {
        List<Element> rebound = new ArrayList<>(item.size());
        item.forEach(element -> rebound.add(declared(element, set)));
        return Dataset.ofSorted(rebound);
    }

    Dataset dataset(long offset, Problems problems) {
        if (sorted) {
            return Dataset.ofSorted(elements);
        }
        List<Element> inOrder = ElementOrder.sorted(elements);
        for (Element element : inOrder) {
            if (Tags.isPrivate(element.tag()) && Tags.element(element.tag()) > 0xFF) {
                checkCreator(inOrder, element.tag(), offset, problems);
            }
        }
        Dataset dataset = Dataset.ofSorted(inOrder);
        if (dataset.size() < elements.size() - twins) {
            problems.add(ReadProblem.Code.DUPLICATE, lastTag, offset);
        }
        return dataset;
    }
}
