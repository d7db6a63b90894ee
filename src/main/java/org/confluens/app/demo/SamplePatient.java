package org.confluens.app.demo;

import org.confluens.dicom.data.Uids;

/**
 * An invented patient of the demonstration and what the images show of the lower left internal jugular vein.
 *
 * @param name in DICOM's form
 * @param id Patient ID, unique to one run of the demonstration
 * @param birthDate DICOM's form, YYYYMMDD
 * @param sex F or M
 * @param narrowOnCatheter whether the catheter study shows the narrowing that MR venography shows
 * @param mrStudy Study Instance UID of the MR study
 */
record SamplePatient(String name, String id, String birthDate, String sex, boolean narrowOnCatheter, String mrStudy) {

    static SamplePatient withVeinThatCatheterFindsOpen(String run) {
        return new SamplePatient("DOE^JANE", "DEMO-" + run + "-1", "19710301", "F", false, Uids.create());
    }

    static SamplePatient withVeinThatCatheterFindsNarrow(String run) {
        return new SamplePatient("DOE^JOHN", "DEMO-" + run + "-2", "19680917", "M", true, Uids.create());
    }
}
