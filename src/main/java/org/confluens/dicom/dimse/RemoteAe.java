package org.confluens.dicom.dimse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application entity that we call. */
public record RemoteAe(String aeTitle, String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("([^@\\\\\\p{Cntrl}]{1,16})@(\\[[0-9A-Fa-f:.%]+]|[^@:\\s]+):(\\d{1,5})");

    /** @throws IllegalArgumentException if the title is not an AE title (PS3.5 section 6.2) or the port is none */
    public RemoteAe {
        if (aeTitle.isBlank() || aeTitle.length() > 16) {
            throw new IllegalArgumentException("an AE title has 1 to 16 characters: " + aeTitle);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535: " + port);
        }
    }

    /**
     * Parses {@code AET@host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static RemoteAe parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected AET@host:port, not " + text);
        }
        String host = matcher.group(2).replaceAll("[\\[\\]]", "");
        return new RemoteAe(matcher.group(1).strip(), host, Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return aeTitle + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
