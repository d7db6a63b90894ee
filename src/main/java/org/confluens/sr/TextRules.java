package org.confluens.sr;

import java.util.EnumSet;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.SequenceElement;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.data.ValueElement;

/**
 * Whether the text of an item, its codes included, is written in the character set that the document names (PS3.5 6.1).
 * What is not shows as the replacement character, and says so here, because a name could be misread for another.
 */
final class TextRules {

    private static final String REPLACEMENT = "\uFFFD";
    private static final Set<VR> TEXT = EnumSet.of(VR.LO, VR.LT, VR.PN, VR.SH, VR.ST, VR.UC, VR.UT);

    private TextRules() {}

    /** Checks an item without the items below it. */
    static void check(Dataset item, Findings findings) {
        for (Element element : item) {
            if (element.tag() == Tag.ContentSequence) {
                continue;
            }
            if (element instanceof SequenceElement sequence) {
                sequence.items().forEach(one -> check(one, findings));
            } else if (element instanceof ValueElement value && isUnreadable(value)) {
                findings.report(
                        SrProblemCode.UNREADABLE_TEXT, element.tag(), "not in the document's character set throughout");
            }
        }
    }

    private static boolean isUnreadable(ValueElement value) {
        return TEXT.contains(value.vr()) && value.strings().stream().anyMatch(text -> text.contains(REPLACEMENT));
    }
}
