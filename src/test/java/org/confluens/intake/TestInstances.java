package org.confluens.intake;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.Caller;
import org.confluens.dicom.dimse.StoreRequest;
import org.confluens.rights.Origin;

/** Makes instances of invented patients. */
final class TestInstances {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final int PIXEL_BYTES = 64 * 64 * 2;

    private TestInstances() {}

    /** An MR image; the number tells the images of a series apart. */
    static Dataset.Builder mr(String study, String series, int number) {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, series + "." + number)
                .put(Tag.StudyDate, "20260301")
                .put(Tag.StudyTime, "095500")
                .put(Tag.AccessionNumber, "A1")
                .put(Tag.Modality, "MR")
                .put(Tag.StudyDescription, "MR venography neck")
                .put(Tag.SeriesDescription, "TOF 2D")
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "P1")
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.PatientBirthDate, "19700101")
                .put(Tag.PatientSex, "F")
                .put(Tag.BodyPartExamined, "NECK")
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.SeriesInstanceUID, series)
                .put(Tag.SeriesNumber, "3")
                .putInt(Tag.InstanceNumber, number)
                .putInt(Tag.Rows, 64)
                .putInt(Tag.Columns, 64);
    }

    static Dataset.Builder withPixels(Dataset.Builder image) {
        return image.putBytes(Tag.PixelData, VR.OW, new byte[PIXEL_BYTES]);
    }

    static Dataset.Builder sr(String study, String series, int number) {
        return mr(study, series, number)
                .put(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .put(Tag.Modality, "SR")
                .put(Tag.CompletionFlag, "COMPLETE");
    }

    static Arrival arrival(Dataset dataset, String sender, Instant receivedAt) {
        return new Arrival(
                new IntakeRecord(
                        receivedAt,
                        new Origin(sender, "127.0.0.1", "", true, true),
                        dataset.string(Tag.SOPClassUID, ""),
                        dataset.string(Tag.SOPInstanceUID, ""),
                        UID.ExplicitVRLittleEndian,
                        DatasetWriter.bytes(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)),
                dataset);
    }

    static StoreRequest request(Dataset dataset, TransferSyntax syntax) {
        return new StoreRequest(
                new Caller("PACS", "CONFLUENS", InetAddress.getLoopbackAddress(), Optional.empty(), Optional.empty()),
                dataset.string(Tag.SOPClassUID, UID.MRImageStorage),
                dataset.string(Tag.SOPInstanceUID, "1.2.3"),
                syntax,
                Optional.empty());
    }
}
