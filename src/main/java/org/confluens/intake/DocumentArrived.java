package org.confluens.intake;

import org.confluens.dicom.data.Dataset;

/**
 * A structured report or a key object selection was stored to us. Fired once, inside a transaction; if an observer fails,
 * the event comes again later.
 *
 * @param document the whole document
 * @param callingAeTitle who sent it
 */
public record DocumentArrived(
        String sopInstanceUid, String studyInstanceUid, Dataset document, String callingAeTitle) {}
