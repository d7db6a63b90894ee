package org.confluens.rights;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.dicom.data.UID;

/** What another system may do here. Each stands alone but that who signs or rejects may store documents. */
public enum Right {
    /** Ask whether we are there; everybody who may do anything may. */
    VERIFICATION(Protocol.DICOM),
    /** Store images, and what else is no document. */
    IMAGES(Protocol.DICOM),
    /** Store structured reports and key object selections. */
    DOCUMENTS(Protocol.DICOM),
    /** Store verified reports that count at once, without a person here. */
    SIGN(Protocol.DICOM),
    /** Store rejection notes that take back at once what they name. */
    REJECT(Protocol.DICOM),
    /** Query the modality worklist. */
    WORKLIST(Protocol.DICOM),
    /** Report and read performed procedure steps. */
    MPPS(Protocol.DICOM),
    /** Say what they keep of what we sent (storage commitment). */
    COMMITMENT(Protocol.DICOM),
    /** Say that instances are available. */
    AVAILABILITY(Protocol.DICOM),
    /** Order, change and cancel procedures. */
    ORDER(Protocol.HL7),
    /** Correct what is known of a patient. */
    UPDATE(Protocol.HL7),
    /** Merge patients. */
    MERGE(Protocol.HL7);

    /** By which protocol a right is used. */
    public enum Protocol {
        DICOM,
        HL7;

        /** All rights of the protocol. */
        public Set<Right> rights() {
            return Arrays.stream(Right.values())
                    .filter(right -> right.protocol == this)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)));
        }
    }

    /** Rights that are a person's: who has one must be known by more than a name that anybody can give. */
    static final Set<Right> CLINICAL = Set.of(SIGN, REJECT);

    /** The structured reports and key object selections (PS3.4 annex B.5) are those under this root, and they alone. */
    private static final String DOCUMENT_ROOT = "1.2.840.10008.5.1.4.1.1.88.";

    private static final Map<String, Right> BY_SOP_CLASS = Map.of(
            UID.Verification, VERIFICATION,
            UID.ModalityWorklistInformationModelFind, WORKLIST,
            UID.ModalityPerformedProcedureStep, MPPS,
            UID.ModalityPerformedProcedureStepRetrieve, MPPS,
            UID.InstanceAvailabilityNotification, AVAILABILITY,
            UID.StorageCommitmentPushModel, COMMITMENT);

    private final Protocol protocol;

    Right(Protocol protocol) {
        this.protocol = protocol;
    }

    Protocol protocol() {
        return protocol;
    }

    /** The right that using a SOP class takes. */
    public static Right of(String sopClassUid) {
        return BY_SOP_CLASS.getOrDefault(sopClassUid, sopClassUid.startsWith(DOCUMENT_ROOT) ? DOCUMENTS : IMAGES);
    }

    /** As a configuration writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Right> named(String word) {
        return Arrays.stream(values())
                .filter(right -> right.word().equals(word))
                .findFirst();
    }

    /** These rights and what they include. */
    static Set<Right> including(Set<Right> rights) {
        Set<Right> all = EnumSet.copyOf(rights);
        if (rights.contains(SIGN) || rights.contains(REJECT)) {
            all.add(DOCUMENTS);
        }
        if (rights.stream().anyMatch(right -> right.protocol == Protocol.DICOM)) {
            all.add(VERIFICATION);
        }
        return Set.copyOf(all);
    }

    static String words(Protocol protocol) {
        return protocol.rights().stream().map(Right::word).collect(Collectors.joining(", "));
    }
}
