package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;

/**
 * A reference to an image (PS3.3 C.18.4): all of it, some frames or some segments, with the presentation state that
 * shows it and the real world value mapping that explains its pixels.
 */
public record ImageReference(
        SopReference image,
        List<Integer> frames,
        List<Integer> segments,
        Optional<SopReference> presentationState,
        Optional<SopReference> realWorldValueMapping,
        Dataset others) {

    public ImageReference {
        Objects.requireNonNull(image, "image");
        frames = List.copyOf(frames);
        segments = List.copyOf(segments);
        Objects.requireNonNull(presentationState, "presentationState");
        Objects.requireNonNull(realWorldValueMapping, "realWorldValueMapping");
        Objects.requireNonNull(others, "others");
    }

    /** A reference to a whole image. */
    public static ImageReference of(String sopClassUid, String sopInstanceUid) {
        return new ImageReference(
                new SopReference(sopClassUid, sopInstanceUid),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Dataset.empty());
    }

    /** The same image, of which only these frames are meant, counted from one. */
    public ImageReference withFrames(List<Integer> numbers) {
        return new ImageReference(image, numbers, segments, presentationState, realWorldValueMapping, others);
    }

    /** The same image, of which only these segments are meant. */
    public ImageReference withSegments(List<Integer> numbers) {
        return new ImageReference(image, frames, numbers, presentationState, realWorldValueMapping, others);
    }

    /** The same image shown with a presentation state. */
    public ImageReference shownWith(SopReference state) {
        return new ImageReference(image, frames, segments, Optional.of(state), realWorldValueMapping, others);
    }
}
