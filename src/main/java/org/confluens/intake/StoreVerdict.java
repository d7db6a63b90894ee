package org.confluens.intake;

import java.util.Optional;
import java.util.regex.Pattern;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;

/**
 * Whether an instance can be taken: it must say what it is, and belong to a study and a series.
 *
 * @param status the DIMSE status of PS3.4 table B.2-1
 * @param reason the Error Comment, no longer than its 64 characters
 */
record StoreVerdict(int status, String reason) {

    /** Error: Data Set does not match SOP Class. */
    static final int NOT_MATCHING = 0xA900;

    /** Error: Cannot understand. */
    static final int NOT_UNDERSTOOD = 0xC000;

    /** Refused: Not authorized (PS3.7 section 9.1.1.1.9). */
    static final int NOT_AUTHORIZED = 0x0124;

    /** Refused: Out of Resources. */
    static final int OUT_OF_RESOURCES = 0xA700;

    /** Error Comment (0000,0902) is an LO. */
    private static final int COMMENT_LENGTH = 64;

    /**
     * Laxer than PS3.5 section 9.1 in one point: components with leading zeros are in use, and a UID that is compared as
     * text does its work with them.
     */
    private static final Pattern UID = Pattern.compile("[0-9]+(?:\\.[0-9]+)*");

    private static final int UID_LENGTH = 64;

    private static final int[] UIDS = {Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID
    };

    static StoreVerdict of(int status, String reason) {
        return new StoreVerdict(
                status, reason.length() <= COMMENT_LENGTH ? reason : reason.substring(0, COMMENT_LENGTH));
    }

    /** What is wrong with an instance; empty when nothing is. */
    static Optional<StoreVerdict> against(String sopClassUid, String sopInstanceUid, Dataset dataset) {
        for (int tag : UIDS) {
            Optional<StoreVerdict> problem = againstUid(tag, dataset);
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (!dataset.string(Tag.SOPClassUID, "").equals(sopClassUid)) {
            return Optional.of(of(NOT_MATCHING, "SOP Class UID differs from that of the command"));
        }
        if (!dataset.string(Tag.SOPInstanceUID, "").equals(sopInstanceUid)) {
            return Optional.of(of(NOT_MATCHING, "SOP Instance UID differs from that of the command"));
        }
        return Optional.empty();
    }

    private static Optional<StoreVerdict> againstUid(int tag, Dataset dataset) {
        String uid = dataset.string(tag, "");
        if (uid.isEmpty()) {
            return Optional.of(of(NOT_MATCHING, Dictionary.name(tag) + " " + Tags.format(tag) + " is missing"));
        }
        if (uid.length() > UID_LENGTH || !UID.matcher(uid).matches()) {
            return Optional.of(of(NOT_MATCHING, Dictionary.name(tag) + " " + Tags.format(tag) + " is no UID"));
        }
        return Optional.empty();
    }
}
