package org.confluens.dicom.dimse;

/** Under which of our AE titles a service is offered: many modalities can't store to and query the same one. */
public enum AeRole {
    MAIN,
    WORKLIST,
    BOTH
}
