/**
 * What other systems may do here: DICOM callers and senders of HL7 messages, each with its rights; the one place that answers.
 * May import {@code config}, {@code dicom.data} and {@code dicom.dimse}; every feature may ask it.
 */
package org.confluens.rights;
