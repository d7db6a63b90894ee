package org.confluens.dicom.dimse;

/** What became of one instance; an instance that no presentation context carries has status 0122H. */
public record StoreOutcome(StoreItem item, DimseResponse response) {}
