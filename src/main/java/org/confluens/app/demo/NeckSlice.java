package org.confluens.app.demo;

/**
 * Draws an axial slice of a neck as a contrast-enhanced MR venogram shows it: muscle grey, airway black, the internal
 * jugular veins bright beside the smaller, less bright carotid arteries. Nothing of it comes from a patient.
 */
final class NeckSlice {

    static final int SIZE = 160;

    private static final int MUSCLE = 420;
    private static final int AIRWAY = 40;
    private static final int CAROTID = 1400;
    private static final int VEIN = 3200;

    /** Radius of an open jugular vein, in pixels. */
    private static final double OPEN = 9;

    private static final double PINPOINT = 1.6;

    private NeckSlice() {}

    /**
     * @param level 0 at the lowest slice, 1 at the skull base
     * @param narrowedLeft whether the left internal jugular vein is narrow in its lower third
     * @return 12-bit pixels in rows of {@link #SIZE}, little endian words; the patient's left is on the right side
     */
    static byte[] draw(double level, boolean narrowedLeft) {
        double left = narrowedLeft && level < 0.33 ? PINPOINT : OPEN - 2 * level;
        double right = OPEN - 1.5 * level;
        byte[] pixels = new byte[SIZE * SIZE * 2];
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                int value = signal(column - SIZE / 2.0, row - SIZE / 2.0, level, left, right) + grain(row, column);
                pixels[2 * (row * SIZE + column)] = (byte) value;
                pixels[2 * (row * SIZE + column) + 1] = (byte) (value >> 8);
            }
        }
        return pixels;
    }

    private static int signal(double x, double y, double level, double left, double right) {
        double spread = 30 + 4 * level;
        if (inEllipse(x - spread, y - 2, left * 1.25, left)) {
            return VEIN;
        }
        if (inEllipse(x + spread, y - 2, right * 1.25, right)) {
            return VEIN;
        }
        if (inEllipse(x - spread + 13, y - 4, 5, 5) || inEllipse(x + spread - 13, y - 4, 5, 5)) {
            return CAROTID;
        }
        if (inEllipse(x, y + 18, 9, 8)) {
            return AIRWAY;
        }
        return inEllipse(x, y, 68, 58) ? MUSCLE : 0;
    }

    private static boolean inEllipse(double x, double y, double a, double b) {
        return (x * x) / (a * a) + (y * y) / (b * b) <= 1;
    }

    /** A little noise, the same for every run. */
    private static int grain(int row, int column) {
        int hash = (row * 73_856_093) ^ (column * 19_349_663);
        return (hash >>> 8) & 0x3F;
    }
}
