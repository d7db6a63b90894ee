package org.confluens.report.pdf;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;

/**
 * Text that runs from right to left, alone or among other text: the Unicode bidirectional algorithm as the Java machine
 * has it, in the form that the PDF library asks for.
 */
final class BidirectionalText implements BidiSplitter, BidiReorderer {

    private static final String OPENING = "([{<«‹";
    private static final String CLOSING = ")]}>»›";

    private Bidi paragraph = new Bidi("", Bidi.DIRECTION_LEFT_TO_RIGHT);
    private Integer[] visual = {};

    @Override
    public void setParagraph(String text, byte direction) {
        paragraph = new Bidi(
                text, direction == RTL ? Bidi.DIRECTION_DEFAULT_RIGHT_TO_LEFT : Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        int runs = paragraph.getRunCount();
        byte[] levels = new byte[runs];
        visual = new Integer[runs];
        for (int i = 0; i < runs; i++) {
            levels[i] = (byte) paragraph.getRunLevel(i);
            visual[i] = i;
        }
        if (runs > 0) {
            Bidi.reorderVisually(levels, 0, visual, 0, runs);
        }
    }

    @Override
    public int countTextRuns() {
        return visual.length;
    }

    @Override
    public BidiTextRun getVisualRun(int index) {
        int run = visual[index];
        int start = paragraph.getRunStart(run);
        byte direction = paragraph.getRunLevel(run) % 2 == 0 ? LTR : RTL;
        return new BidiTextRun(start, paragraph.getRunLimit(run) - start, direction);
    }

    @Override
    public byte getBaseDirection(String text) {
        return text.codePoints()
                .map(Character::getDirectionality)
                .filter(direction -> direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT || isRightToLeft(direction))
                .mapToObj(direction -> isRightToLeft(direction) ? RTL : LTR)
                .findFirst()
                .orElse(NEUTRAL);
    }

    private static boolean isRightToLeft(int direction) {
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** Turned around, with brackets mirrored; a mark stays behind its letter. */
    @Override
    public String reorderRTLTextToLTR(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        int end = text.length();
        while (end > 0) {
            int start = text.offsetByCodePoints(end, -1);
            while (start > 0 && Character.getType(text.codePointAt(start)) == Character.NON_SPACING_MARK) {
                start = text.offsetByCodePoints(start, -1);
            }
            turned.append(start + 1 == end ? mirrored(text.charAt(start)) : text.substring(start, end));
            end = start;
        }
        return turned.toString();
    }

    private static String mirrored(char letter) {
        int opening = OPENING.indexOf(letter);
        int closing = CLOSING.indexOf(letter);
        char other = opening >= 0 ? CLOSING.charAt(opening) : closing >= 0 ? OPENING.charAt(closing) : letter;
        return String.valueOf(other);
    }

    @Override
    public String shapeText(String text) {
        return ArabicShaping.shape(text);
    }

    @Override
    public String deshapeText(String text) {
        return ArabicShaping.unshape(text);
    }

    @Override
    public boolean isLiveImplementation() {
        return true;
    }
}
