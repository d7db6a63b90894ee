package org.confluens.dicom.data;

import java.io.IOException;

/** Sees from the first element whether the bytes are in the transfer syntax that was announced. */
final class SyntaxDetector {
    /** No first element of a data set is as long as two letters read as a length. */
    private static final int LONG_FIRST_VALUE = 1 << 24;

    private SyntaxDetector() {}

    /** The announced syntax, or the uncompressed one that the first element shows. */
    static TransferSyntax detect(Source source, TransferSyntax announced) throws IOException {
        if (!source.has(8) || fits(source, announced)) {
            return announced;
        }
        return guess(source, announced);
    }

    /** The uncompressed syntax in which the first element makes sense, else this one. */
    static TransferSyntax guess(Source source, TransferSyntax otherwise) throws IOException {
        if (!source.has(8)) {
            return otherwise;
        }
        boolean vr = VR.of(source.unsignedByte(4), source.unsignedByte(5)) != null;
        if (isKnown(source.tag(0, false))) {
            if (vr) {
                return TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            }
            return isLength(source.integer(4, false)) ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN : otherwise;
        }
        return vr && isKnown(source.tag(0, true)) ? TransferSyntax.EXPLICIT_VR_BIG_ENDIAN : otherwise;
    }

    /** Whether the first element has an implicit header in big endian, as ACR-NEMA had before there were transfer syntaxes. */
    static boolean isImplicitBig(Source source) throws IOException {
        return source.has(8)
                && !isKnown(source.tag(0, false))
                && isKnown(source.tag(0, true))
                && VR.of(source.unsignedByte(4), source.unsignedByte(5)) == null
                && isLength(source.integer(4, true));
    }

    private static boolean fits(Source source, TransferSyntax announced) {
        int tag = source.tag(0, announced.bigEndian());
        boolean vr = VR.of(source.unsignedByte(4), source.unsignedByte(5)) != null;
        if (announced.explicitVr()) {
            return vr && (isKnown(tag) || !isKnown(source.tag(0, !announced.bigEndian())));
        }
        return !vr || !isKnown(tag) && !isKnown(source.tag(0, true));
    }

    /** Whether a data set may well start with an element; private ones of high groups are bytes in the wrong order. */
    private static boolean isKnown(int tag) {
        if (Tags.isGroupLength(tag) || Tags.isPrivateCreator(tag)) {
            return Tags.group(tag) < 0x100;
        }
        // Those of commands are no part of a data set, but what other tags look like in the wrong order.
        return Tags.group(tag) != 0 && Dictionary.contains(tag);
    }

    private static boolean isLength(int length) {
        return length == -1 || length >= 0 && length < LONG_FIRST_VALUE;
    }
}
