package org.confluens.dicom.dimse;

/** A service that a {@link ServiceOffer} brings. Handlers run on the thread of the association that asked. */
public sealed interface DimseHandler permits StoreHandler, FindHandler, MoveHandler, GetHandler, NormalizedHandler {}
