package org.confluens.dicom.net;

import java.time.Duration;

/**
 * The deadline of every wait.
 *
 * @param connect the opening of a transport connection
 * @param handshake a TLS handshake, from first to last byte
 * @param artim the ARTIM timer of PS3.8 section 9.1.5: the association request after the connection, the close after the end
 * @param accept the answer to our association request
 * @param release the answer to our release request
 * @param pdu a PDU from its first to its last byte, so that a peer that drips bytes is dropped
 * @param idle the next request of a peer on an open association
 * @param send the peer taking what we write
 * @param response the response to a request of ours
 */
public record NetTimeouts(
        Duration connect,
        Duration handshake,
        Duration artim,
        Duration accept,
        Duration release,
        Duration pdu,
        Duration idle,
        Duration send,
        Duration response) {

    private static final NetTimeouts DEFAULTS = new NetTimeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(300),
            Duration.ofSeconds(30),
            Duration.ofSeconds(300));

    public static NetTimeouts defaults() {
        return DEFAULTS;
    }

    public NetTimeouts withIdle(Duration value) {
        return new NetTimeouts(connect, handshake, artim, accept, release, pdu, value, send, response);
    }

    public NetTimeouts withArtim(Duration value) {
        return new NetTimeouts(connect, handshake, value, accept, release, pdu, idle, send, response);
    }

    public NetTimeouts withHandshake(Duration value) {
        return new NetTimeouts(connect, value, artim, accept, release, pdu, idle, send, response);
    }

    public NetTimeouts withPdu(Duration value) {
        return new NetTimeouts(connect, handshake, artim, accept, release, value, idle, send, response);
    }

    public NetTimeouts withSend(Duration value) {
        return new NetTimeouts(connect, handshake, artim, accept, release, pdu, idle, value, response);
    }

    public NetTimeouts withResponse(Duration value) {
        return new NetTimeouts(connect, handshake, artim, accept, release, pdu, idle, send, value);
    }

    public NetTimeouts withConnect(Duration value) {
        return new NetTimeouts(value, handshake, artim, accept, release, pdu, idle, send, response);
    }

    public NetTimeouts withAccept(Duration value) {
        return new NetTimeouts(connect, handshake, artim, value, release, pdu, idle, send, response);
    }

    public NetTimeouts withRelease(Duration value) {
        return new NetTimeouts(connect, handshake, artim, accept, value, pdu, idle, send, response);
    }
}
