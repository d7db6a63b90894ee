package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What made a document (PS3.3 C.7.5.1, General Equipment). */
public record Equipment(
        String manufacturer,
        Optional<String> institutionName,
        Optional<String> stationName,
        Optional<String> modelName,
        Optional<String> deviceSerialNumber,
        List<String> softwareVersions) {

    public Equipment {
        Objects.requireNonNull(manufacturer, "manufacturer");
        Objects.requireNonNull(institutionName, "institutionName");
        Objects.requireNonNull(stationName, "stationName");
        Objects.requireNonNull(modelName, "modelName");
        Objects.requireNonNull(deviceSerialNumber, "deviceSerialNumber");
        softwareVersions = List.copyOf(softwareVersions);
    }

    /** This product, in a version and an installation. */
    public static Equipment confluens(String version, String serialNumber) {
        return new Equipment(
                "Confluens",
                Optional.empty(),
                Optional.empty(),
                Optional.of("Confluens"),
                Optional.of(serialNumber),
                List.of(version));
    }

    /** The same equipment at an institution. */
    public Equipment at(String institution) {
        return new Equipment(
                manufacturer, Optional.of(institution), stationName, modelName, deviceSerialNumber, softwareVersions);
    }
}
