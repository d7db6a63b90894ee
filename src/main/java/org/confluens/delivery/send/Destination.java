package org.confluens.delivery.send;

import java.net.URI;
import java.util.Optional;
import org.confluens.dicom.dimse.RemoteAe;

/** Where documents go. */
public sealed interface Destination {

    /** A storage SCP. */
    record Dimse(RemoteAe remote) implements Destination {
        @Override
        public String name() {
            return remote.aeTitle() + "@" + remote.host() + ":" + remote.port();
        }
    }

    /** The base URL of a DICOMweb service. */
    record Web(URI base) implements Destination {
        @Override
        public String name() {
            String port = base.getPort() < 0 ? "" : ":" + base.getPort();
            return base.getScheme() + "://" + base.getHost() + port + base.getPath();
        }
    }

    /** How people know it: its address without user information, which can hold a password. */
    String name();

    /**
     * What the key {@code confluens.pacs} names; empty when it names nothing.
     *
     * @throws IllegalArgumentException when it is neither {@code AET@host:port} nor an HTTP URL
     */
    static Optional<Destination> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                text.startsWith("http://") || text.startsWith("https://")
                        ? new Web(URI.create(text))
                        : new Dimse(RemoteAe.parse(text)));
    }
}
