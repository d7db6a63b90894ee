package org.confluens.hl7;

import java.time.Instant;

/**
 * A message that was not carried out, as a person is told of it.
 *
 * @param code what the sender was answered (MSA-1)
 * @param problem the error code of HL7 table 0357 and the words of the answer
 */
record RefusedMessage(
        long id,
        String controlId,
        String messageType,
        String sender,
        String code,
        String problem,
        Instant receivedAt) {}
