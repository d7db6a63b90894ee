package org.confluens.dicom.net;

/** Who implements, PS3.7 section D.3.3.2. The UID is derived from a UUID (PS3.5 section B.2) and never changes. */
public final class Implementation {
    public static final String CLASS_UID = "2.25.285429779398902007454066943905911796545";

    /** At most 16 characters, PS3.7 table D.3-2. */
    public static final String VERSION_NAME = "CONFLUENS_0_1";

    /** The DICOM application context, PS3.7 annex A.2.1. */
    public static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    private Implementation() {}
}
