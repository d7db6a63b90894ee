package org.confluens.dicom.dimse;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Who is at the other end of an association.
 *
 * @param user the name of PS3.7 section D.3.3.7 where one was given and accepted
 */
public record Caller(
        String callingAeTitle,
        String calledAeTitle,
        InetAddress address,
        Optional<X509Certificate> certificate,
        Optional<String> user) {}
