package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.Caller;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.NormalizedRequest;
import org.confluens.dicom.dimse.NormalizedResponse;
import org.junit.jupiter.api.Test;

class AvailabilityNotificationTest {

    private final Map<String, List<String>> announced = new LinkedHashMap<>();
    private final AvailabilityNotification service = new AvailabilityNotification(announced::put);

    @Test
    void tellsWhichImagesAStudyConsistsOf() throws DimseException {
        NormalizedResponse response = service.create(request(
                "1.2.840.99",
                study(
                        instance(UID.MRImageStorage, "1.1", "ONLINE"),
                        instance(UID.MRImageStorage, "1.2", "NEARLINE"),
                        instance(UID.MRImageStorage, "1.3", "UNAVAILABLE"),
                        instance(UID.ComprehensiveSRStorage, "1.4", "ONLINE"),
                        instance(UID.RawDataStorage, "1.5", "ONLINE"))));
        assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(response.sopInstanceUid()).isEqualTo("1.2.840.99");
        assertThat(announced).containsOnly(Map.entry("1.2.3", List.of("1.1", "1.2")));
    }

    @Test
    void namesTheInstanceWhereTheArchiveLeavesThatToUs() throws DimseException {
        NormalizedResponse response = service.create(request("", study(instance(UID.MRImageStorage, "1.1", "ONLINE"))));
        assertThat(response.sopInstanceUid()).startsWith("2.25.");
    }

    @Test
    void refusesANotificationThatNamesNoStudyOrNoSeries() {
        Dataset whole = study(instance(UID.MRImageStorage, "1.1", "ONLINE"));
        assertRefused(whole.toBuilder().remove(Tag.StudyInstanceUID).build(), DimseStatus.MISSING_ATTRIBUTE);
        assertRefused(whole.toBuilder().putEmpty(Tag.StudyInstanceUID).build(), DimseStatus.MISSING_ATTRIBUTE_VALUE);
        assertRefused(whole.toBuilder().remove(Tag.ReferencedSeriesSequence).build(), DimseStatus.MISSING_ATTRIBUTE);
        assertThat(announced).isEmpty();
    }

    private void assertRefused(Dataset notification, DimseStatus status) {
        assertThatThrownBy(() -> service.create(request("1.2.840.99", notification)))
                .isInstanceOfSatisfying(
                        DimseException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    private static NormalizedRequest request(String uid, Dataset notification) {
        Caller caller =
                new Caller("PACS", "CONFLUENS", InetAddress.getLoopbackAddress(), Optional.empty(), Optional.empty());
        return new NormalizedRequest(caller, UID.InstanceAvailabilityNotification, uid, 0, List.of(), notification);
    }

    private static Dataset study(Dataset... instances) {
        return Dataset.builder()
                .put(Tag.StudyInstanceUID, "1.2.3")
                .putItems(Tag.ReferencedPerformedProcedureStepSequence, List.of())
                .putItems(
                        Tag.ReferencedSeriesSequence,
                        Dataset.builder()
                                .put(Tag.SeriesInstanceUID, "1.2.3.1")
                                .putItems(Tag.ReferencedSOPSequence, instances)
                                .build())
                .build();
    }

    private static Dataset instance(String sopClass, String uid, String availability) {
        return Dataset.builder()
                .put(Tag.ReferencedSOPClassUID, sopClass)
                .put(Tag.ReferencedSOPInstanceUID, uid)
                .put(Tag.InstanceAvailability, availability)
                .build();
    }
}
