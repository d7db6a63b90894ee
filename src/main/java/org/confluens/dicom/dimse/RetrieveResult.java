package org.confluens.dicom.dimse;

/** How a C-MOVE or C-GET ended; the data set of the response lists failed instances (PS3.4 section C.4.2.1.4.2). */
public record RetrieveResult(DimseResponse response, SubOperations counts) {}
