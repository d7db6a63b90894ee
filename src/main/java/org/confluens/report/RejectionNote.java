package org.confluens.report;

import java.time.OffsetDateTime;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Uids;
import org.confluens.sr.KeyObjectSelection;
import org.confluens.sr.RejectionReason;
import org.confluens.sr.SrException;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;

/**
 * A key object selection that rejects documents (PS3.16 TID 2010, title of CID 7010; IHE IOCM): an archive that knows it
 * stops showing them.
 */
final class RejectionNote {

    private static final int SERIES_NUMBER = 9998;

    private RejectionNote() {}

    /**
     * The note.
     *
     * @param anyObjectOfTheStudy gives the patient and the study
     * @param rejected the documents, with the study and series that they are in
     * @param reason why, in words
     */
    static Dataset of(
            Dataset anyObjectOfTheStudy, List<StudyReference.Member> rejected, String reason, OffsetDateTime now)
            throws SrException {
        return SrWriter.write(KeyObjectSelection.rejection(RejectionReason.QUALITY, reason, rejected)
                .context(anyObjectOfTheStudy)
                .series(KeyObjectSelection.series(Uids.create(), SERIES_NUMBER, "Rejection note"))
                .contentAt(now)
                .build());
    }
}
