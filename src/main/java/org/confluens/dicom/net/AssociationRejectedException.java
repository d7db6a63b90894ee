package org.confluens.dicom.net;

import java.util.Locale;

/** The peer answered with an A-ASSOCIATE-RJ, PS3.8 section 9.3.4. */
public final class AssociationRejectedException extends AssociationException {
    private static final long serialVersionUID = 1L;

    private final int result;
    private final int source;
    private final int reason;

    AssociationRejectedException(Pdu.Reject reject) {
        super("association rejected: " + describe(reject));
        this.result = reject.result();
        this.source = reject.source();
        this.reason = reject.reason();
    }

    /** Whether a later attempt may succeed. */
    public boolean isTransient() {
        return result == 2;
    }

    public int result() {
        return result;
    }

    public int source() {
        return source;
    }

    public int reason() {
        return reason;
    }

    private static String describe(Pdu.Reject reject) {
        for (RejectReason known : RejectReason.values()) {
            if (Pdu.Reject.of(known).equals(reject)) {
                return known.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }
        return "result " + reject.result() + ", source " + reject.source() + ", reason " + reject.reason();
    }
}
