package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;

/**
 * A person or a device that made a document or took part in it (PS3.3 C.17.2, Identified Person or Device Macro). The
 * participation type and moment are those of a Participant Sequence; an author has neither.
 */
public record Observer(
        Type type,
        Optional<PersonName> personName,
        List<Code> personCodes,
        Optional<Device> device,
        String institutionName,
        List<Code> institutionCodes,
        Optional<String> participationType,
        Optional<String> participationDateTime,
        Dataset others) {

    /** Observer Type (0040,A084): a person or a device. */
    public enum Type {
        PSN,
        DEV
    }

    /** What identifies a device. */
    public record Device(String stationName, String deviceUid, String manufacturer, String modelName) {
        public Device {
            Objects.requireNonNull(stationName, "stationName");
            Objects.requireNonNull(deviceUid, "deviceUid");
            Objects.requireNonNull(manufacturer, "manufacturer");
            Objects.requireNonNull(modelName, "modelName");
        }
    }

    public Observer {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(personName, "personName");
        personCodes = List.copyOf(personCodes);
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(institutionName, "institutionName");
        institutionCodes = List.copyOf(institutionCodes);
        Objects.requireNonNull(participationType, "participationType");
        Objects.requireNonNull(participationDateTime, "participationDateTime");
        Objects.requireNonNull(others, "others");
    }

    /** A person as author. */
    public static Observer person(PersonName name, String institutionName) {
        return new Observer(
                Type.PSN,
                Optional.of(name),
                List.of(),
                Optional.empty(),
                institutionName,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Dataset.empty());
    }

    /** A device as author. */
    public static Observer device(Device device, String institutionName) {
        return new Observer(
                Type.DEV,
                Optional.empty(),
                List.of(),
                Optional.of(device),
                institutionName,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Dataset.empty());
    }

    /** The same observer as a participant: SOURCE, ENT (entered the data) or ATTEST, at a moment as a DT value. */
    public Observer participating(String how, String dateTime) {
        return new Observer(
                type,
                personName,
                personCodes,
                device,
                institutionName,
                institutionCodes,
                Optional.of(how),
                Optional.of(dateTime),
                others);
    }
}
