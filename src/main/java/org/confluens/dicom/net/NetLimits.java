package org.confluens.dicom.net;

/**
 * How much a peer may ask for. All of them hold against bytes that came in, never against a length that was announced.
 *
 * @param maxReceivePdu the P-DATA-TF length that we announce; a longer one aborts the association
 * @param maxSendPdu the longest P-DATA-TF that we send, however much the peer takes
 * @param maxAssociatePdu the longest A-ASSOCIATE-RQ or -AC
 * @param maxContexts presentation contexts in a request; the standard allows 128
 * @param maxCommandSet bytes of a command set
 * @param maxObject bytes of a data set
 * @param maxConnections transport connections in all; one more is closed at once
 * @param maxConnectionsByHost transport connections from one host, on all ports; never all there are
 * @param maxBegunByHost those of them that have no association yet, so before the handshake and the request are done
 * @param maxAssociations associations in all; one more is rejected
 * @param maxAssociationsPerPeer associations from one calling AE title at one address
 * @param maxOperations requests in flight that an association may negotiate
 */
public record NetLimits(
        int maxReceivePdu,
        int maxSendPdu,
        int maxAssociatePdu,
        int maxContexts,
        int maxCommandSet,
        long maxObject,
        int maxConnections,
        int maxConnectionsByHost,
        int maxBegunByHost,
        int maxAssociations,
        int maxAssociationsPerPeer,
        int maxOperations) {

    private static final NetLimits DEFAULTS =
            new NetLimits(256 << 10, 256 << 10, 1 << 20, 128, 64 << 10, 8L << 30, 1024, 512, 128, 512, 256, 16);

    public static NetLimits defaults() {
        return DEFAULTS;
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes some limits and keeps the rest. */
    public static final class Builder {
        private int maxReceivePdu;
        private int maxSendPdu;
        private int maxAssociatePdu;
        private int maxContexts;
        private int maxCommandSet;
        private long maxObject;
        private int maxConnections;
        private int maxConnectionsByHost;
        private int maxBegunByHost;
        private int maxAssociations;
        private int maxAssociationsPerPeer;
        private int maxOperations;

        private Builder(NetLimits from) {
            maxReceivePdu = from.maxReceivePdu;
            maxSendPdu = from.maxSendPdu;
            maxAssociatePdu = from.maxAssociatePdu;
            maxContexts = from.maxContexts;
            maxCommandSet = from.maxCommandSet;
            maxObject = from.maxObject;
            maxConnections = from.maxConnections;
            maxConnectionsByHost = from.maxConnectionsByHost;
            maxBegunByHost = from.maxBegunByHost;
            maxAssociations = from.maxAssociations;
            maxAssociationsPerPeer = from.maxAssociationsPerPeer;
            maxOperations = from.maxOperations;
        }

        public Builder maxReceivePdu(int bytes) {
            maxReceivePdu = bytes;
            return this;
        }

        public Builder maxSendPdu(int bytes) {
            maxSendPdu = bytes;
            return this;
        }

        public Builder maxAssociatePdu(int bytes) {
            maxAssociatePdu = bytes;
            return this;
        }

        public Builder maxContexts(int count) {
            maxContexts = count;
            return this;
        }

        public Builder maxCommandSet(int bytes) {
            maxCommandSet = bytes;
            return this;
        }

        public Builder maxObject(long bytes) {
            maxObject = bytes;
            return this;
        }

        public Builder maxConnections(int count) {
            maxConnections = count;
            return this;
        }

        public Builder maxConnectionsByHost(int count) {
            maxConnectionsByHost = count;
            return this;
        }

        public Builder maxBegunByHost(int count) {
            maxBegunByHost = count;
            return this;
        }

        public Builder maxAssociations(int count) {
            maxAssociations = count;
            return this;
        }

        public Builder maxAssociationsPerPeer(int count) {
            maxAssociationsPerPeer = count;
            return this;
        }

        public Builder maxOperations(int count) {
            maxOperations = count;
            return this;
        }

        public NetLimits build() {
            return new NetLimits(
                    maxReceivePdu,
                    maxSendPdu,
                    maxAssociatePdu,
                    maxContexts,
                    maxCommandSet,
                    maxObject,
                    maxConnections,
                    maxConnectionsByHost,
                    maxBegunByHost,
                    maxAssociations,
                    maxAssociationsPerPeer,
                    maxOperations);
        }
    }
}
