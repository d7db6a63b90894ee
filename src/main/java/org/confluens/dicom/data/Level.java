package org.confluens.dicom.data;

import java.util.ArrayList;
import java.util.List;

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
    private int knownBlock;

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

        static Encoding of(TransferSyntax syntax) {
            if (syntax.bigEndian()) {
                return EXPLICIT_BIG;
            }
            return syntax.explicitVr() ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
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
            problems.add(duplicates(tag) ? ReadProblem.Code.DUPLICATE : ReadProblem.Code.OUT_OF_ORDER, tag, offset);
        } else {
            lastTag = tag;
        }
        if (Tags.isPrivate(tag)) {
            checkCreator(tag, offset, problems);
        }
        elements.add(element);
    }

    private boolean duplicates(int tag) {
        return tag == lastTag || elements.size() < 1000 && elements.stream().anyMatch(element -> element.tag() == tag);
    }

    private void checkCreator(int tag, long offset, Problems problems) {
        if (Tags.element(tag) <= 0xFF) {
            return;
        }
        int creator = Tags.creatorOf(tag);
        if (creator != knownBlock) {
            knownBlock = creator;
            boolean known = false;
            for (int i = elements.size() - 1; i >= 0 && !known; i--) {
                known = elements.get(i).tag() == creator;
            }
            if (!known) {
                problems.add(ReadProblem.Code.NO_PRIVATE_CREATOR, tag, offset);
            }
        }
    }

    /** Applies a Specific Character Set to the text that came before it, which is none when the order is right. */
    void declare(CharacterSet declared) {
        characterSet = declared;
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof ValueElement value && value.vr().isText()) {
                elements.set(i, value.with(declared));
            }
        }
    }

    Dataset dataset() {
        if (!sorted) {
            sort();
        }
        return Dataset.ofSorted(elements);
    }

    private void sort() {
        elements.sort((one, other) -> Integer.compareUnsigned(one.tag(), other.tag()));
        int size = 0;
        for (Element element : elements) {
            if (size > 0 && elements.get(size - 1).tag() == element.tag()) {
                size--;
            }
            elements.set(size++, element);
        }
        elements.subList(size, elements.size()).clear();
    }
}
