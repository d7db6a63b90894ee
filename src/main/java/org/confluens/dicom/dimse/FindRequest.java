package org.confluens.dicom.dimse;

import org.confluens.dicom.data.Dataset;

/** A query, PS3.7 table 9.1-2. */
public record FindRequest(Caller caller, String sopClassUid, Dataset identifier) {}
