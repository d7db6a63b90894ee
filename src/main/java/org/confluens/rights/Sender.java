package org.confluens.rights;

import java.net.InetAddress;

/**
 * Who sends an HL7 message.
 *
 * @param application MSH-3 as it came
 * @param facility MSH-4 as it came
 * @param component the component separator of the message
 */
public record Sender(InetAddress address, String application, String facility, char component) {}
