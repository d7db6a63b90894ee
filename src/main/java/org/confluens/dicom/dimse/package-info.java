/**
 * The DIMSE services of PS3.7: handlers that a server dispatches to, calls that a client makes.
 * May import {@code org.confluens.dicom.data} and {@code org.confluens.dicom.net}.
 * Features see only the small types of this package, never the network below it.
 */
package org.confluens.dicom.dimse;
