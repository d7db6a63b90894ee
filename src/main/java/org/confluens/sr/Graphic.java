package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Spatial coordinates on an image (PS3.3 C.18.6): pairs of column and row, one-based at the centre of the pixel's top
 * left corner as the standard has it. The type is POINT, MULTIPOINT, POLYLINE, CIRCLE or ELLIPSE.
 */
public record Graphic(
        String type, List<Double> points, Optional<String> pixelOriginInterpretation, Optional<String> fiducialUid) {

    public Graphic {
        Objects.requireNonNull(type, "type");
        points = List.copyOf(points);
        Objects.requireNonNull(pixelOriginInterpretation, "pixelOriginInterpretation");
        Objects.requireNonNull(fiducialUid, "fiducialUid");
    }

    /** Coordinates of one frame. */
    public static Graphic of(String type, Double... points) {
        return new Graphic(type, List.of(points), Optional.empty(), Optional.empty());
    }
}
