package org.confluens.dicom.dimse;

/** A status of a DIMSE response, PS3.7 annex C and the service classes of PS3.4. */
public record DimseStatus(int code) {
    public static final DimseStatus SUCCESS = new DimseStatus(0x0000);
    public static final DimseStatus ATTRIBUTE_LIST_ERROR = new DimseStatus(0x0107);
    public static final DimseStatus NO_SUCH_ATTRIBUTE = new DimseStatus(0x0105);
    public static final DimseStatus INVALID_ATTRIBUTE_VALUE = new DimseStatus(0x0106);
    public static final DimseStatus PROCESSING_FAILURE = new DimseStatus(0x0110);
    public static final DimseStatus DUPLICATE_SOP_INSTANCE = new DimseStatus(0x0111);
    public static final DimseStatus NO_SUCH_SOP_INSTANCE = new DimseStatus(0x0112);
    public static final DimseStatus NO_SUCH_EVENT_TYPE = new DimseStatus(0x0113);
    public static final DimseStatus NO_SUCH_ARGUMENT = new DimseStatus(0x0114);
    public static final DimseStatus INVALID_ARGUMENT_VALUE = new DimseStatus(0x0115);
    public static final DimseStatus ATTRIBUTE_VALUE_OUT_OF_RANGE = new DimseStatus(0x0116);
    public static final DimseStatus INVALID_SOP_INSTANCE = new DimseStatus(0x0117);
    public static final DimseStatus NO_SUCH_SOP_CLASS = new DimseStatus(0x0118);
    public static final DimseStatus CLASS_INSTANCE_CONFLICT = new DimseStatus(0x0119);
    public static final DimseStatus MISSING_ATTRIBUTE = new DimseStatus(0x0120);
    public static final DimseStatus MISSING_ATTRIBUTE_VALUE = new DimseStatus(0x0121);
    public static final DimseStatus SOP_CLASS_NOT_SUPPORTED = new DimseStatus(0x0122);
    public static final DimseStatus NO_SUCH_ACTION_TYPE = new DimseStatus(0x0123);
    public static final DimseStatus NOT_AUTHORIZED = new DimseStatus(0x0124);
    public static final DimseStatus DUPLICATE_INVOCATION = new DimseStatus(0x0210);
    public static final DimseStatus UNRECOGNIZED_OPERATION = new DimseStatus(0x0211);
    public static final DimseStatus MISTYPED_ARGUMENT = new DimseStatus(0x0212);
    public static final DimseStatus RESOURCE_LIMITATION = new DimseStatus(0x0213);
    public static final DimseStatus OUT_OF_RESOURCES = new DimseStatus(0xA700);
    public static final DimseStatus MOVE_DESTINATION_UNKNOWN = new DimseStatus(0xA801);
    public static final DimseStatus DATA_SET_DOES_NOT_MATCH_SOP_CLASS = new DimseStatus(0xA900);
    public static final DimseStatus SUB_OPERATIONS_COMPLETE_WITH_FAILURES = new DimseStatus(0xB000);
    public static final DimseStatus CANNOT_UNDERSTAND = new DimseStatus(0xC000);
    public static final DimseStatus CANCEL = new DimseStatus(0xFE00);
    public static final DimseStatus PENDING = new DimseStatus(0xFF00);
    public static final DimseStatus PENDING_WITH_UNSUPPORTED_KEYS = new DimseStatus(0xFF01);

    /** What a status means to who receives it, PS3.7 annex C. */
    public enum Kind {
        SUCCESS,
        WARNING,
        PENDING,
        CANCEL,
        FAILURE
    }

    /** @throws IllegalArgumentException if the code has more than 16 bits */
    public DimseStatus {
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("status " + code);
        }
    }

    public static DimseStatus of(int code) {
        return new DimseStatus(code);
    }

    public Kind kind() {
        return switch (code) {
            case 0x0000 -> Kind.SUCCESS;
            case 0xFF00, 0xFF01 -> Kind.PENDING;
            case 0xFE00 -> Kind.CANCEL;
            case 0x0001, 0x0107, 0x0116 -> Kind.WARNING;
            default -> code >> 12 == 0xB ? Kind.WARNING : Kind.FAILURE;
        };
    }

    public boolean isSuccess() {
        return code == 0;
    }

    /** Whether the request was carried out, with or without a warning. */
    public boolean isDone() {
        return kind() == Kind.SUCCESS || kind() == Kind.WARNING;
    }

    public boolean isPending() {
        return kind() == Kind.PENDING;
    }

    /** The code as the standard writes it, such as {@code A700H}. */
    @Override
    public String toString() {
        return String.format("%04XH", code);
    }
}
