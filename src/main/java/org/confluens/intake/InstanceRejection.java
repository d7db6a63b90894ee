package org.confluens.intake;

import org.confluens.dicom.data.Dataset;

/** Takes back the instances that a rejection note names, once somebody who may has said so. */
public interface InstanceRejection {

    /**
     * Does what the note says about instances; nothing if it is no rejection note. Done again it changes nothing.
     *
     * @param sopInstanceUid of the note
     * @param note the whole document
     */
    void reject(String sopInstanceUid, Dataset note);
}
