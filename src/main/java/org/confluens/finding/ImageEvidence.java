package org.confluens.finding;

import java.util.List;

/** Where a finding can be seen: an image, and its frames when it has several. */
public record ImageEvidence(String sopClassUid, String sopInstanceUid, List<Integer> frames) {
    public ImageEvidence {
        frames = List.copyOf(frames);
    }
}
