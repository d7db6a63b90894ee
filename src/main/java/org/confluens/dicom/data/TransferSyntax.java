package org.confluens.dicom.data;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a data set is turned into bytes (PS3.5 section 10 and annex A). A syntax that the dictionary does not know is taken
 * as Explicit VR Little Endian with encapsulated pixel data, as all new ones are since 1993.
 */
public final class TransferSyntax {
    // The sets stand first: the constants are made from them.

    private static final String TYPE = "Transfer Syntax";

    /** GE's private syntax of implicit little endian headers and big endian pixel data. */
    private static final String GE_PRIVATE_IMPLICIT = "1.2.840.113619.5.2";

    private static final Set<String> IMPLICIT =
            Set.of(UID.ImplicitVRLittleEndian, UID.Papyrus3ImplicitVRLittleEndian, GE_PRIVATE_IMPLICIT);
    private static final Set<String> DEFLATED =
            Set.of(UID.DeflatedExplicitVRLittleEndian, UID.JPIPReferencedDeflate, UID.JPIPHTJ2KReferencedDeflate);
    private static final Set<String> EXPLICIT_NATIVE = Set.of(
            UID.ExplicitVRLittleEndian,
            UID.ExplicitVRBigEndian,
            UID.JPIPReferenced,
            UID.JPIPHTJ2KReferenced,
            UID.SMPTEST211020UncompressedProgressiveActiveVideo,
            UID.SMPTEST211020UncompressedInterlacedActiveVideo,
            UID.SMPTEST211030PCMDigitalAudio);
    public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN = new TransferSyntax(UID.ImplicitVRLittleEndian);
    public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN = new TransferSyntax(UID.ExplicitVRLittleEndian);
    public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN = new TransferSyntax(UID.ExplicitVRBigEndian);
    public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(UID.DeflatedExplicitVRLittleEndian);

    private static final Map<String, TransferSyntax> COMMON = Map.of(
            UID.ImplicitVRLittleEndian, IMPLICIT_VR_LITTLE_ENDIAN,
            UID.ExplicitVRLittleEndian, EXPLICIT_VR_LITTLE_ENDIAN,
            UID.ExplicitVRBigEndian, EXPLICIT_VR_BIG_ENDIAN,
            UID.DeflatedExplicitVRLittleEndian, DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

    private final String uid;
    private final boolean explicitVr;
    private final boolean bigEndian;
    private final boolean deflated;
    private final boolean encapsulated;

    private TransferSyntax(String uid) {
        this.uid = uid;
        this.explicitVr = !IMPLICIT.contains(uid);
        this.bigEndian = uid.equals(UID.ExplicitVRBigEndian);
        this.deflated = DEFLATED.contains(uid);
        this.encapsulated = explicitVr && !deflated && !EXPLICIT_NATIVE.contains(uid);
    }

    /** The syntax of a UID; any UID gives one, see {@link #isKnown()}. */
    public static TransferSyntax of(String uid) {
        TransferSyntax common = COMMON.get(uid);
        return common != null ? common : new TransferSyntax(uid);
    }

    /** All that PS3.6 lists, retired ones included. */
    public static List<TransferSyntax> known() {
        return Dictionary.uids(TYPE).stream().map(TransferSyntax::of).toList();
    }

    public String uid() {
        return uid;
    }

    /** The name of PS3.6, or the UID. */
    public String name() {
        return Dictionary.uidName(uid).orElse(uid);
    }

    /** Whether PS3.6 lists it as a transfer syntax, or it is a private one with a known encoding. */
    public boolean isKnown() {
        return uid.equals(GE_PRIVATE_IMPLICIT)
                || Dictionary.uidType(uid).filter(TYPE::equals).isPresent();
    }

    public boolean explicitVr() {
        return explicitVr;
    }

    public boolean bigEndian() {
        return bigEndian;
    }

    /** Whether the whole data set is a deflate stream (PS3.5 section A.5). */
    public boolean deflated() {
        return deflated;
    }

    /** Whether pixel data come as fragments (PS3.5 section A.4). */
    public boolean encapsulated() {
        return encapsulated;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransferSyntax syntax && uid.equals(syntax.uid);
    }

    @Override
    public int hashCode() {
        return uid.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
