package org.confluens.dicom.data;

import java.util.ArrayList;
import java.util.List;

/** The order of elements in a data set: by their tags as unsigned numbers (PS3.5 section 7.1). */
final class ElementOrder {
    private ElementOrder() {}

    /** Where the element of a tag is, or would belong. */
    static int place(List<Element> elements, int tag) {
        int low = 0;
        int high = elements.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.compareUnsigned(elements.get(middle).tag(), tag) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The element of a tag, or null. */
    static Element find(List<Element> elements, int tag) {
        int place = place(elements, tag);
        return place < elements.size() && elements.get(place).tag() == tag ? elements.get(place) : null;
    }

    /** Elements in their order; of those with the same tag the last one stays. */
    static List<Element> sorted(List<Element> elements) {
        List<Element> sorted = new ArrayList<>(elements);
        sorted.sort((one, other) -> Integer.compareUnsigned(one.tag(), other.tag()));
        int size = 0;
        for (Element element : sorted) {
            if (size > 0 && sorted.get(size - 1).tag() == element.tag()) {
                size--;
            }
            sorted.set(size++, element);
        }
        return sorted.subList(0, size);
    }
}
