package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Spatial coordinates in millimetres in a frame of reference (PS3.3 C.18.9), as triples. The type is POINT, MULTIPOINT,
 * POLYLINE, POLYGON, ELLIPSE or ELLIPSOID.
 */
public record Graphic3d(String type, List<Double> points, String frameOfReferenceUid, Optional<String> fiducialUid) {

    public Graphic3d {
        Objects.requireNonNull(type, "type");
        points = List.copyOf(points);
        Objects.requireNonNull(frameOfReferenceUid, "frameOfReferenceUid");
        Objects.requireNonNull(fiducialUid, "fiducialUid");
    }

    /** Coordinates in a frame of reference. */
    public static Graphic3d of(String type, String frameOfReferenceUid, Double... points) {
        return new Graphic3d(type, List.of(points), frameOfReferenceUid, Optional.empty());
    }
}
