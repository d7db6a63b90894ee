package org.confluens.app.demo;

/**
 * Draws a venography run of the left internal jugular vein: contrast, dark on a light ground, runs down from the catheter
 * tip towards the confluens, frame by frame. Nothing of it comes from a patient.
 */
final class JugularRun {

    static final int SIZE = 192;
    static final int FRAMES = 12;

    private static final int GROUND = 205;
    private static final int CONTRAST = 60;
    private static final int COLLATERAL = 110;
    private static final int CATHETER = 20;

    private JugularRun() {}

    /**
     * @param narrowed whether the vein is narrow above the confluens, with a collateral that fills
     * @return 8-bit pixels, frame after frame, rows of {@link #SIZE}
     */
    static byte[] draw(boolean narrowed) {
        byte[] pixels = new byte[SIZE * SIZE * FRAMES];
        for (int frame = 0; frame < FRAMES; frame++) {
            double front = SIZE * (frame + 2.0) / FRAMES;
            for (int row = 0; row < SIZE; row++) {
                for (int column = 0; column < SIZE; column++) {
                    pixels[(frame * SIZE + row) * SIZE + column] = (byte) shade(row, column, front, narrowed);
                }
            }
        }
        return pixels;
    }

    private static int shade(int row, int column, double front, boolean narrowed) {
        double axis = SIZE / 2.0 + 8 * Math.sin(row / 40.0);
        if (Math.abs(column - axis) < 1.2 && row > 40) {
            return CATHETER;
        }
        if (row < front && Math.abs(column - axis) < calibre(row, narrowed)) {
            return CONTRAST;
        }
        double collateral = axis - 30 - 10 * Math.sin(row / 13.0);
        if (narrowed && row > 60 && row < front - 20 && Math.abs(column - collateral) < 2.5) {
            return COLLATERAL;
        }
        return GROUND + ((row * 31 + column * 17) & 7);
    }

    /** Half the width of the lumen at a row, in pixels. */
    private static double calibre(int row, boolean narrowed) {
        double distance = (row - 140) / 16.0;
        double narrowing = narrowed ? 10.5 * Math.exp(-distance * distance) : 0;
        return 13 - narrowing;
    }
}
