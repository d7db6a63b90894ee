package org.confluens.dicom.dimse;

import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.data.VR;

/** Data sets that the tests of this package send. */
final class Samples {
    static final List<String> NATIVE = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    private Samples() {}

    /** An MR image with so many bytes of pixel data. */
    static Dataset image(int pixelBytes) {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.StudyDate, "20260102")
                .put(Tag.Modality, "MR")
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "1")
                .put(Tag.StudyInstanceUID, Uids.create())
                .put(Tag.SeriesInstanceUID, Uids.create())
                .putInt(Tag.Rows, 1)
                .putInt(Tag.Columns, Math.min(pixelBytes / 2, 0xFFFF))
                .putInt(Tag.BitsAllocated, 16)
                .putBytes(Tag.PixelData, VR.OW, new byte[pixelBytes])
                .build();
    }
}
