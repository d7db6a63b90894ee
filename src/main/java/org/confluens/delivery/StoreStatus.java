package org.confluens.delivery;

import java.util.OptionalInt;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.DimseStatus;

/** What the answer to a C-STORE means to us (PS3.4 table B.2-1, PS3.7 annex C). */
final class StoreStatus {

    private static final int SERVICE_GROUP = 0xFF00;
    private static final int OUT_OF_RESOURCES = 0xA700;
    private static final int NOT_MATCHING = 0xA900;

    private StoreStatus() {}

    static SendResult result(DimseResponse response) {
        DimseStatus status = response.status();
        String comment = response.errorComment().isEmpty()
                ? (status.isSuccess() ? "" : "status " + status)
                : "status " + status + ": " + response.errorComment();
        return new SendResult(kind(status), OptionalInt.of(status.code()), comment);
    }

    /** The same for a bare status. */
    static SendResult result(int code) {
        DimseStatus status = DimseStatus.of(code);
        return new SendResult(kind(status), OptionalInt.of(code), status.isSuccess() ? "" : "status " + status);
    }

    /** A warning says that the instance was stored (PS3.4 section B.2.3). */
    private static SendResult.Kind kind(DimseStatus status) {
        if (status.isDone() || status.equals(DimseStatus.DUPLICATE_SOP_INSTANCE)) {
            return SendResult.Kind.DELIVERED;
        }
        boolean later =
                (status.code() & SERVICE_GROUP) == OUT_OF_RESOURCES || status.equals(DimseStatus.RESOURCE_LIMITATION);
        if (later) {
            return SendResult.Kind.LATER;
        }
        boolean never = (status.code() & SERVICE_GROUP) == NOT_MATCHING
                || status.equals(DimseStatus.SOP_CLASS_NOT_SUPPORTED)
                || status.equals(DimseStatus.NO_SUCH_SOP_CLASS)
                || status.equals(DimseStatus.INVALID_SOP_INSTANCE);
        return never ? SendResult.Kind.NEVER : SendResult.Kind.REFUSED;
    }
}
