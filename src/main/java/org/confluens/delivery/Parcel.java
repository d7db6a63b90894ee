package org.confluens.delivery;

/**
 * A document that is being sent.
 *
 * @param content the data set in Explicit VR Little Endian; not copied, so not to be changed
 */
record Parcel(long deliveryId, String sopClassUid, String sopInstanceUid, String studyInstanceUid, byte[] content) {}
