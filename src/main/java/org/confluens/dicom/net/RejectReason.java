package org.confluens.dicom.net;

/** Result, source and reason of an A-ASSOCIATE-RJ, PS3.8 table 9-21. */
public enum RejectReason {
    NO_REASON_GIVEN(1, 1, 1),
    APPLICATION_CONTEXT_NOT_SUPPORTED(1, 1, 2),
    CALLING_AE_TITLE_NOT_RECOGNIZED(1, 1, 3),
    CALLED_AE_TITLE_NOT_RECOGNIZED(1, 1, 7),
    ACSE_NO_REASON_GIVEN(1, 2, 1),
    PROTOCOL_VERSION_NOT_SUPPORTED(1, 2, 2),
    TEMPORARY_CONGESTION(2, 3, 1),
    LOCAL_LIMIT_EXCEEDED(2, 3, 2);

    private final int result;
    private final int source;
    private final int reason;

    RejectReason(int result, int source, int reason) {
        this.result = result;
        this.source = source;
        this.reason = reason;
    }

    /** 1 is permanent, 2 transient. */
    public int result() {
        return result;
    }

    public int source() {
        return source;
    }

    public int reason() {
        return reason;
    }
}
