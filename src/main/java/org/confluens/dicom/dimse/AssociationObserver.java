package org.confluens.dicom.dimse;

/** Is told of associations, such as for audit. Called on the association's thread; must not fail or wait. */
public interface AssociationObserver {
    /** An association was accepted. */
    default void opened(Caller caller) {}

    /** An association was rejected; the reason is in words. */
    default void rejected(Caller caller, String reason) {}

    /** An association ended; the reason is empty after an orderly release. */
    default void closed(Caller caller, String reason) {}
}
