package org.confluens.intake;

import java.time.Instant;

/**
 * An instance that was not taken, and why; holds nothing of a patient.
 *
 * @param status the DIMSE status that the sender got (PS3.7 annex C, PS3.4 annex B.2.3)
 */
public record Refusal(
        Instant refusedAt,
        String sender,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        int status,
        String reason) {}
