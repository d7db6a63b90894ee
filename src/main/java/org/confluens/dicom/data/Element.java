package org.confluens.dicom.data;

/**
 * A data element (PS3.5 section 7.1). Elements are immutable; two are equal if they mean the same, whatever byte order,
 * padding or character set they came in.
 */
public sealed interface Element permits ValueElement, SequenceElement, FragmentsElement, BulkElement {
    int tag();

    VR vr();

    /** Whether there is no value: length zero, no item, no fragment. */
    boolean isEmpty();
}
