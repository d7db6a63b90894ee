package org.confluens.dicom.net;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The other end of a transport connection. */
public record Peer(InetAddress address, int port, Optional<X509Certificate> certificate) {}
