package org.confluens.dicom.net;

import java.util.List;

/** A PDU other than P-DATA-TF, whose content is streamed and never held as an object. PS3.8 section 9.3. */
public sealed interface Pdu {

    PduType type();

    /** A-RELEASE-RQ, PS3.8 section 9.3.6. */
    record ReleaseRequest() implements Pdu {
        @Override
        public PduType type() {
            return PduType.A_RELEASE_RQ;
        }
    }

    /** A-RELEASE-RP, PS3.8 section 9.3.7. */
    record ReleaseResponse() implements Pdu {
        @Override
        public PduType type() {
            return PduType.A_RELEASE_RP;
        }
    }

    /** A-ASSOCIATE-RJ, PS3.8 section 9.3.4, its fields as received. */
    record Reject(int result, int source, int reason) implements Pdu {
        public static Reject of(RejectReason reason) {
            return new Reject(reason.result(), reason.source(), reason.reason());
        }

        @Override
        public PduType type() {
            return PduType.A_ASSOCIATE_RJ;
        }
    }

    /** A-ABORT, PS3.8 section 9.3.8, its fields as received. */
    record Abort(int source, int reason) implements Pdu {
        public static Abort of(AbortReason reason) {
            return new Abort(reason.source(), reason.reason());
        }

        @Override
        public PduType type() {
            return PduType.A_ABORT;
        }
    }

    /** A-ASSOCIATE-RQ, PS3.8 section 9.3.2. */
    record Request(
            int protocolVersion,
            String calledAeTitle,
            String callingAeTitle,
            String applicationContext,
            List<ProposedContext> contexts,
            UserInformation user)
            implements Pdu {
        public Request {
            contexts = List.copyOf(contexts);
        }

        @Override
        public PduType type() {
            return PduType.A_ASSOCIATE_RQ;
        }
    }

    /** A-ASSOCIATE-AC, PS3.8 section 9.3.3. */
    record Accept(
            String calledAeTitle,
            String callingAeTitle,
            String applicationContext,
            List<ContextResult> contexts,
            UserInformation user)
            implements Pdu {
        public Accept {
            contexts = List.copyOf(contexts);
        }

        @Override
        public PduType type() {
            return PduType.A_ASSOCIATE_AC;
        }
    }
}
