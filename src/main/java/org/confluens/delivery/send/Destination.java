package org.confluens.delivery.send;

import java.net.URI;
import java.util.Optional;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.web.DicomWebClient;

/** Where documents go. */
public sealed interface Destination {

    /** A storage SCP. */
    record Dimse(RemoteAe remote) implements Destination {
        @Override
        public String name() {
            return remote.toString();
        }
    }

    /** The base URL of a DICOMweb service. */
    record Web(URI base) implements Destination {
        @Override
        public String name() {
            return DicomWebClient.name(base);
        }
    }

    /** How people know it: its address without user information, which can hold a password. */
    String name();

    /**
     * How people know what the key {@code confluens.pacs} names, now or once; empty when it names nothing. What an older row
     * holds need not be an address of today: it is told as it is, without user information.
     */
    static String nameOf(String text) {
        try {
            return parse(text).map(Destination::name).orElse("");
        } catch (IllegalArgumentException e) {
            return text.replaceFirst("//[^/]*@", "//");
        }
    }

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
