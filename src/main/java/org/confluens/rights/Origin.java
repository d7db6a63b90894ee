package org.confluens.rights;

/**
 * Where an object came from, and with which rights, as they were when it came.
 *
 * @param aeTitle the calling AE title
 * @param host its address; empty where it is not known
 * @param certificate the subject of its certificate by RFC 2253; empty where it showed none
 * @param signs whether a verified report from there counts without a person here
 * @param rejects whether a rejection note from there takes effect without a person here
 */
public record Origin(String aeTitle, String host, String certificate, boolean signs, boolean rejects) {

    /** Of something that was kept before origins were. */
    public static Origin unknown(String aeTitle) {
        return new Origin(aeTitle, "", "", false, false);
    }

    /** {@code AET@host#subject}, as a row of the table of peers names it. */
    @Override
    public String toString() {
        return aeTitle + (host.isEmpty() ? "" : "@" + host) + (certificate.isEmpty() ? "" : "#" + certificate);
    }
}
