/**
 * The DICOM upper layer of PS3.8: PDUs, the state machine, negotiation, timers, transport and TLS.
 * May import {@code org.confluens.dicom.data}, {@code platform} and the JDK, nothing else.
 * Only {@code org.confluens.dicom.dimse} builds on it; features never see it.
 */
package org.confluens.dicom.net;
