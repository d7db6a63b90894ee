package org.confluens.dicom.net;

/**
 * The actions of the upper layer's state machine, PS3.8 tables 9-6 to 9-9, each with the state it leads to. AE-6 leads to
 * Sta13 instead where the request is not acceptable, AR-8 to Sta10 on the acceptor's side.
 */
enum Action {
    AE_1(State.Sta4),
    AE_2(State.Sta5),
    AE_3(State.Sta6),
    AE_4(State.Sta1),
    AE_5(State.Sta2),
    AE_6(State.Sta3),
    AE_7(State.Sta6),
    AE_8(State.Sta13),
    DT_1(State.Sta6),
    DT_2(State.Sta6),
    AR_1(State.Sta7),
    AR_2(State.Sta8),
    AR_3(State.Sta1),
    AR_4(State.Sta13),
    AR_5(State.Sta1),
    AR_6(State.Sta7),
    AR_7(State.Sta8),
    AR_8(State.Sta9),
    AR_9(State.Sta11),
    AR_10(State.Sta12),
    AA_1(State.Sta13),
    AA_2(State.Sta1),
    AA_3(State.Sta1),
    AA_4(State.Sta1),
    AA_5(State.Sta1),
    AA_6(State.Sta13),
    AA_7(State.Sta13),
    AA_8(State.Sta13);

    private final State next;

    Action(State next) {
        this.next = next;
    }

    State next() {
        return next;
    }

    /** The action named as the standard writes it, such as {@code AE-1}. */
    static Action named(String name) {
        return valueOf(name.replace('-', '_'));
    }
}
