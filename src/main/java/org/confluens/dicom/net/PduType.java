package org.confluens.dicom.net;

import java.util.Optional;

/** The seven protocol data units of the upper layer, PS3.8 section 9.3. */
public enum PduType {
    A_ASSOCIATE_RQ(0x01, Event.Evt6),
    A_ASSOCIATE_AC(0x02, Event.Evt3),
    A_ASSOCIATE_RJ(0x03, Event.Evt4),
    P_DATA_TF(0x04, Event.Evt10),
    A_RELEASE_RQ(0x05, Event.Evt12),
    A_RELEASE_RP(0x06, Event.Evt13),
    A_ABORT(0x07, Event.Evt16);

    private static final PduType[] BY_CODE = values();

    private final int code;
    private final Event event;

    PduType(int code, Event event) {
        this.code = code;
        this.event = event;
    }

    /** The value of the PDU-type field. */
    public int code() {
        return code;
    }

    /** The event that the arrival of such a PDU is to the state machine, PS3.8 table 9-10. */
    Event event() {
        return event;
    }

    static Optional<PduType> of(int code) {
        return code >= 1 && code <= BY_CODE.length ? Optional.of(BY_CODE[code - 1]) : Optional.empty();
    }
}
