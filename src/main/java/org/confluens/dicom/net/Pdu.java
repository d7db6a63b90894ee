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

    /**
     * A-ASSOCIATE-RQ, PS3.8 section 9.3.2.
     *
     * @param fixedFields bytes 11 to 74 as they came, which the A-ASSOCIATE-AC repeats
     */
    record Request(
            int protocolVersion,
            String calledAeTitle,
            String callingAeTitle,
            FixedFields fixedFields,
            String applicationContext,
            List<ProposedContext> contexts,
            UserInformation user)
            implements Pdu {
        public Request {
            contexts = List.copyOf(contexts);
        }

        /** A request to send: the fixed fields say what the titles say. */
        public Request(
                int protocolVersion,
                String calledAeTitle,
                String callingAeTitle,
                String applicationContext,
                List<ProposedContext> contexts,
                UserInformation user) {
            this(
                    protocolVersion,
                    calledAeTitle,
                    callingAeTitle,
                    FixedFields.of(calledAeTitle, callingAeTitle),
                    applicationContext,
                    contexts,
                    user);
        }

        @Override
        public PduType type() {
            return PduType.A_ASSOCIATE_RQ;
        }
    }

    /**
     * A-ASSOCIATE-AC, PS3.8 section 9.3.3.
     *
     * @param fixedFields those of the request, repeated byte by byte and of no meaning to who receives them
     */
    record Accept(
            FixedFields fixedFields, String applicationContext, List<ContextResult> contexts, UserInformation user)
            implements Pdu {
        public Accept {
            contexts = List.copyOf(contexts);
        }

        /** An answer to a request with these titles and reserved bytes of zero. */
        public Accept(
                String calledAeTitle,
                String callingAeTitle,
                String applicationContext,
                List<ContextResult> contexts,
                UserInformation user) {
            this(FixedFields.of(calledAeTitle, callingAeTitle), applicationContext, contexts, user);
        }

        @Override
        public PduType type() {
            return PduType.A_ASSOCIATE_AC;
        }
    }
}
