package org.confluens.dicom.net;

import java.util.List;

/** SOP class common extended negotiation, PS3.7 section D.3.3.6. */
public record CommonExtendedNegotiation(String sopClass, String serviceClass, List<String> relatedSopClasses) {
    public CommonExtendedNegotiation {
        relatedSopClasses = List.copyOf(relatedSopClasses);
    }
}
