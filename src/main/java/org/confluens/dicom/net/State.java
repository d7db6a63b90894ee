package org.confluens.dicom.net;

/** The states of the upper layer under the names of PS3.8 tables 9-1 to 9-5. */
public enum State {
    /** Idle. */
    Sta1,
    /** Transport connection open, awaiting A-ASSOCIATE-RQ. */
    Sta2,
    /** Awaiting the local A-ASSOCIATE response. */
    Sta3,
    /** Awaiting the opening of the transport connection. */
    Sta4,
    /** Awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ. */
    Sta5,
    /** Association established, ready for data transfer. */
    Sta6,
    /** Awaiting A-RELEASE-RP. */
    Sta7,
    /** Awaiting the local A-RELEASE response. */
    Sta8,
    /** Release collision, requestor: awaiting the local A-RELEASE response. */
    Sta9,
    /** Release collision, acceptor: awaiting A-RELEASE-RP. */
    Sta10,
    /** Release collision, requestor: awaiting A-RELEASE-RP. */
    Sta11,
    /** Release collision, acceptor: awaiting the local A-RELEASE response. */
    Sta12,
    /** Awaiting the close of the transport connection; the association no longer exists. */
    Sta13
}
