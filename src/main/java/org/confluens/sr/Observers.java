package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Authors and participants (PS3.3 C.17.2, Identified Person or Device Macro). */
final class Observers {

    private static final Set<Integer> MODELLED = Set.of(
            Tag.ObserverType,
            Tag.InstitutionName,
            Tag.InstitutionCodeSequence,
            Tag.ParticipationType,
            Tag.ParticipationDateTime);

    private static final Set<Integer> OF_A_PERSON = Set.of(Tag.PersonName, Tag.PersonIdentificationCodeSequence);

    private static final Set<Integer> OF_A_DEVICE =
            Set.of(Tag.StationName, Tag.DeviceUID, Tag.Manufacturer, Tag.ManufacturerModelName);

    private Observers() {}

    static List<Observer> read(Dataset source, int sequence, Findings findings) {
        List<Observer> observers = new ArrayList<>();
        for (Dataset item : source.items(sequence)) {
            String term = item.string(Tag.ObserverType, "");
            boolean device = term.equals(Observer.Type.DEV.name());
            if (!device && !term.equals(Observer.Type.PSN.name())) {
                findings.report(
                        SrProblemCode.UNSUPPORTED_VALUE, Tag.ObserverType, "neither PSN nor DEV; taken as a person");
            }
            Set<Integer> own = device ? OF_A_DEVICE : OF_A_PERSON;
            observers.add(new Observer(
                    device ? Observer.Type.DEV : Observer.Type.PSN,
                    device ? Optional.empty() : item.personName(Tag.PersonName),
                    device ? List.of() : CodeItems.all(item, Tag.PersonIdentificationCodeSequence, findings),
                    device ? Optional.of(device(item)) : Optional.empty(),
                    item.string(Tag.InstitutionName, ""),
                    CodeItems.all(item, Tag.InstitutionCodeSequence, findings),
                    item.string(Tag.ParticipationType),
                    item.string(Tag.ParticipationDateTime),
                    item.filter(tag -> !MODELLED.contains(tag) && !own.contains(tag))));
        }
        return observers;
    }

    static void put(Dataset.Builder target, int sequence, List<Observer> observers) {
        if (!observers.isEmpty()) {
            target.putItems(sequence, observers.stream().map(Observers::write).toList());
        }
    }

    private static Observer.Device device(Dataset item) {
        return new Observer.Device(
                item.string(Tag.StationName, ""),
                item.string(Tag.DeviceUID, ""),
                item.string(Tag.Manufacturer, ""),
                item.string(Tag.ManufacturerModelName, ""));
    }

    private static Dataset write(Observer observer) {
        Dataset.Builder item = observer.others().toBuilder();
        item.put(Tag.ObserverType, observer.type().name());
        if (observer.type() == Observer.Type.PSN) {
            observer.personName().ifPresent(name -> item.put(Tag.PersonName, name.toString()));
            CodeItems.putAll(item, Tag.PersonIdentificationCodeSequence, observer.personCodes());
        }
        observer.device().ifPresent(device -> {
            item.put(Tag.StationName, device.stationName());
            item.put(Tag.DeviceUID, device.deviceUid());
            item.put(Tag.Manufacturer, device.manufacturer());
            item.put(Tag.ManufacturerModelName, device.modelName());
        });
        item.put(Tag.InstitutionName, observer.institutionName());
        CodeItems.putAll(item, Tag.InstitutionCodeSequence, observer.institutionCodes());
        observer.participationType().ifPresent(type -> item.put(Tag.ParticipationType, type));
        observer.participationDateTime().ifPresent(moment -> item.put(Tag.ParticipationDateTime, moment));
        return item.build();
    }
}
