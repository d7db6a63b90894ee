package org.confluens.intake;

import org.confluens.dicom.data.Dataset;
import org.confluens.rights.Origin;

/**
 * A structured report or a key object selection was stored to us. Fired once, inside a transaction; if an observer fails,
 * the event comes again later.
 *
 * @param document the document; of one that is too long to be read ({@link DocumentReading}) without its content
 * @param whole whether it is all of the document
 * @param origin who sent it, and with which rights
 */
public record DocumentArrived(
        String sopInstanceUid, String studyInstanceUid, Dataset document, boolean whole, Origin origin) {}
