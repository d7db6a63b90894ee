package org.confluens.dicom.net;

/** Decides on association requests: answers a {@link Pdu.Accept} or a {@link Pdu.Reject}. */
@FunctionalInterface
public interface AssociationDecider {
    Pdu decide(Pdu.Request request, Peer peer);
}
