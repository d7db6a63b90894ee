package org.confluens.report.seal;

import java.time.Instant;
import java.util.Optional;

/**
 * Everything that the row of a version says, in the types of the database.
 *
 * @param document the bytes as they are kept; not copied, so not to be changed
 * @param madeAt in whole microseconds, which is what a database keeps
 */
public record VersionFacts(
        long reportId,
        int number,
        String stage,
        String sopInstanceUid,
        Optional<String> predecessorUid,
        String formValues,
        byte[] document,
        String verifiedBy,
        String madeBy,
        Instant madeAt) {}
