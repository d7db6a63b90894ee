package org.confluens.dicom.dimse;

import org.confluens.dicom.data.Tag;

/** How many C-STORE sub-operations of a retrieve are left, done, failed, and done with a warning (PS3.7 table 9.1-3). */
public record SubOperations(int remaining, int completed, int failed, int warning) {
    /** The counts of a response; those that it leaves out are 0. */
    static SubOperations of(Command response) {
        return new SubOperations(
                response.integer(Tag.NumberOfRemainingSuboperations),
                response.integer(Tag.NumberOfCompletedSuboperations),
                response.integer(Tag.NumberOfFailedSuboperations),
                response.integer(Tag.NumberOfWarningSuboperations));
    }

    /** The final status that the counts call for, PS3.4 section C.4.2.3. */
    public DimseStatus outcome() {
        if (failed == 0 && warning == 0) {
            return DimseStatus.SUCCESS;
        }
        boolean nothingDone = completed == 0 && warning == 0;
        return nothingDone ? DimseStatus.of(0xA702) : DimseStatus.SUB_OPERATIONS_COMPLETE_WITH_FAILURES;
    }
}
