package org.confluens.dicom.dimse;

import org.confluens.dicom.data.Dataset;

/**
 * A C-MOVE or C-GET request.
 *
 * @param moveDestination the AE title to send to; empty in a C-GET
 * @param messageId what the sub-operations of a C-MOVE name as their origin
 */
public record RetrieveRequest(
        Caller caller, String sopClassUid, Dataset identifier, String moveDestination, int messageId) {}
