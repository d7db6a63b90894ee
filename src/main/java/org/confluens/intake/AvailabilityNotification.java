package org.confluens.intake;

import java.util.ArrayList;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.NormalizedHandler;
import org.confluens.dicom.dimse.NormalizedRequest;
import org.confluens.dicom.dimse.NormalizedResponse;

/**
 * Instance Availability Notification as SCP (PS3.4 annex R): an archive says what a study consists of. Once all images of
 * it are here too, the study is complete.
 */
final class AvailabilityNotification implements NormalizedHandler {

    private static final String UNAVAILABLE = "UNAVAILABLE";

    /** Takes note of what a study consists of. */
    interface Listener {
        void announce(String studyInstanceUid, List<String> sopInstanceUids);
    }

    private final Listener listener;

    AvailabilityNotification(Listener listener) {
        this.listener = listener;
    }

    @Override
    public NormalizedResponse create(NormalizedRequest request) throws DimseException {
        Dataset notification = request.dataSet();
        String study = notification.string(Tag.StudyInstanceUID, "");
        if (study.isEmpty()) {
            throw missing(notification, Tag.StudyInstanceUID, "Study Instance UID (0020,000D) is missing");
        }
        if (notification.items(Tag.ReferencedSeriesSequence).isEmpty()) {
            throw missing(
                    notification, Tag.ReferencedSeriesSequence, "Referenced Series Sequence (0008,1115) is missing");
        }
        List<String> images = images(notification);
        if (!images.isEmpty()) {
            listener.announce(study, images);
        }
        String uid = request.sopInstanceUid().isEmpty() ? Uids.create() : request.sopInstanceUid();
        return NormalizedResponse.created(uid, Dataset.empty());
    }

    /** PS3.7 section 10.1.5.1.6: the attribute, or only its value, is missing. */
    private static DimseException missing(Dataset notification, int tag, String comment) {
        return new DimseException(
                notification.contains(tag) ? DimseStatus.MISSING_ATTRIBUTE_VALUE : DimseStatus.MISSING_ATTRIBUTE,
                comment);
    }

    /** The images that can be had; documents and what nobody can have do not hold a study up. */
    private static List<String> images(Dataset notification) {
        List<String> images = new ArrayList<>();
        for (Dataset series : notification.items(Tag.ReferencedSeriesSequence)) {
            for (Dataset instance : series.items(Tag.ReferencedSOPSequence)) {
                String sopClass = instance.string(Tag.ReferencedSOPClassUID, "");
                boolean awaited = StorageClasses.uids().contains(sopClass)
                        && StorageClasses.kind(sopClass) == StorageClasses.Kind.IMAGE
                        && !instance.string(Tag.InstanceAvailability, "").equals(UNAVAILABLE);
                if (awaited) {
                    instance.string(Tag.ReferencedSOPInstanceUID).ifPresent(images::add);
                }
            }
        }
        return images;
    }
}
