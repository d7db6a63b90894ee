package org.confluens.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Whom the HTTP listener can be reached by. It is judged by the addresses that the bind address stands for, not by how it is
 * written: one that is not of the loopback network opens it to other machines, and then passwords need users to belong to
 * and an encrypted way.
 */
final class HttpExposure {

    private HttpExposure() {}

    /** @throws ConfigurationException if other machines reach pages without a login, or log in in the clear */
    static void refuse(Settings settings) {
        String bind = settings.text("confluens.http.bind");
        if (isLoopback(bind)) {
            return;
        }
        if (settings.optionalPath("confluens.security.users").isEmpty()) {
            throw new ConfigurationException(
                    "confluens.http.bind is '%s' while confluens.security.users is not set;".formatted(bind)
                            + " beyond loopback a file of users is needed");
        }
        if (settings.text("confluens.http.proxy").isBlank()) {
            throw new ConfigurationException(
                    "confluens.http.bind is '%s' while confluens.http.proxy is not set;".formatted(bind)
                            + " beyond loopback a proxy that ends TLS is needed, so that passwords do not travel in the clear");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return Arrays.stream(InetAddress.getAllByName(address)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw new ConfigurationException("The address '" + address + "' to bind to is not known on this machine");
        }
    }
}
