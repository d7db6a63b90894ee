package org.confluens.dicom.net;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** Puts TLS on a connected socket. The handshake is the caller's to start. */
public interface Tls {
    SSLSocket server(Socket tcp) throws IOException;

    SSLSocket client(Socket tcp, String host, int port) throws IOException;
}
