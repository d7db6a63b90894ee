package org.confluens.intake;

import java.util.List;
import org.confluens.dicom.data.BulkElement;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.FragmentsElement;
import org.confluens.dicom.data.SequenceElement;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;

/** What is kept of an image: everything that a report could need, nothing that is as large as the image. */
final class HeaderFilter {

    private static final int CURVES = 0x5000;
    private static final int OVERLAYS = 0x6000;
    private static final int WAVEFORMS = 0x5400;
    private static final int REPEATING = 0xFF00;

    private HeaderFilter() {}

    /** The header without private elements, values that were skipped, thumbnails, overlays and what each frame says. */
    static Dataset header(Dataset dataset) {
        Dataset.Builder header = Dataset.builder();
        for (Element element : dataset) {
            if (isKept(element)) {
                header.put(element);
            }
        }
        return header.build();
    }

    private static boolean isKept(Element element) {
        int tag = element.tag();
        int group = Tags.group(tag);
        return !Tags.isPrivate(tag)
                && group != WAVEFORMS
                && (group & REPEATING) != CURVES
                && (group & REPEATING) != OVERLAYS
                && tag != Tag.PerFrameFunctionalGroupsSequence
                && tag != Tag.IconImageSequence
                && isWhole(element);
    }

    private static boolean isWhole(Element element) {
        if (element instanceof SequenceElement sequence) {
            List<Dataset> items = sequence.items();
            for (Dataset item : items) {
                for (Element inner : item) {
                    if (!isWhole(inner)) {
                        return false;
                    }
                }
            }
            return true;
        }
        return !(element instanceof BulkElement) && !(element instanceof FragmentsElement);
    }
}
