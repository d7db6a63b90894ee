package org.confluens.dicom.dimse;

/**
 * The normalized services as performer, PS3.7 section 10.1. What a handler does not override is answered with 0211H,
 * unrecognized operation.
 */
public non-sealed interface NormalizedHandler extends DimseHandler {
    /** N-CREATE, PS3.7 section 10.1.5. An empty instance UID in the request asks us to choose one. */
    default NormalizedResponse create(NormalizedRequest request) throws DimseException {
        throw unrecognized();
    }

    /** N-SET, PS3.7 section 10.1.3. */
    default NormalizedResponse set(NormalizedRequest request) throws DimseException {
        throw unrecognized();
    }

    /** N-GET, PS3.7 section 10.1.2. */
    default NormalizedResponse get(NormalizedRequest request) throws DimseException {
        throw unrecognized();
    }

    /** N-ACTION, PS3.7 section 10.1.4. */
    default NormalizedResponse action(NormalizedRequest request) throws DimseException {
        throw unrecognized();
    }

    /** N-EVENT-REPORT, PS3.7 section 10.1.1. */
    default NormalizedResponse eventReport(NormalizedRequest request) throws DimseException {
        throw unrecognized();
    }

    /** N-DELETE, PS3.7 section 10.1.6. */
    default NormalizedResponse delete(NormalizedRequest request) throws DimseException {
        throw unrecognized();
    }

    private static DimseException unrecognized() {
        return new DimseException(DimseStatus.UNRECOGNIZED_OPERATION, "the SOP class has no such operation here");
    }
}
