package org.confluens.template;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.confluens.finding.Examination;
import org.confluens.template.Value.InstanceValue;

/**
 * A segment that this examination is asked to look at, with what another one said of it.
 *
 * @param percent the stenosis that it stated
 * @param report its document
 * @param images where it was seen
 * @param reason why it is asked, in a sentence
 */
public record SegmentToConfirm(
        String segmentId,
        Optional<Examination> seenBy,
        OptionalDouble percent,
        Optional<LocalDate> studyDate,
        Optional<ObjectReference> report,
        List<InstanceValue> images,
        Optional<String> reason) {

    public SegmentToConfirm {
        Objects.requireNonNull(segmentId, "segmentId");
        images = List.copyOf(images);
    }

    /** A segment of which nothing more is known. */
    public static SegmentToConfirm of(String segmentId, Examination seenBy) {
        return new SegmentToConfirm(
                segmentId,
                Optional.of(seenBy),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
