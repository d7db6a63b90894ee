package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Reads what points out of the tree: instances, regions and spans of time (PS3.3 C.18.3 to C.18.9). */
final class ReferenceReader {

    private static final String MISSING = "";
    private static final int MAX_UNSIGNED_SHORT = 0xFFFF;

    private final Dataset source;
    private final Findings findings;

    ReferenceReader(Dataset source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    CompositeReference composite() {
        Dataset item = sop();
        return new CompositeReference(
                reference(item),
                item.filter(tag -> tag != Tag.ReferencedSOPClassUID && tag != Tag.ReferencedSOPInstanceUID));
    }

    ImageReference image() {
        Dataset item = sop();
        List<Integer> frames = integers(item, Tag.ReferencedFrameNumber, Integer.MAX_VALUE);
        List<Integer> segments = integers(item, Tag.ReferencedSegmentNumber, MAX_UNSIGNED_SHORT);
        return new ImageReference(
                reference(item),
                frames,
                segments,
                state(item),
                item.item(Tag.ReferencedRealWorldValueMappingInstanceSequence).map(this::reference),
                item.filter(tag -> tag != Tag.ReferencedSOPClassUID
                        && tag != Tag.ReferencedSOPInstanceUID
                        && (tag != Tag.ReferencedFrameNumber || frames.isEmpty())
                        && (tag != Tag.ReferencedSegmentNumber || segments.isEmpty())
                        && tag != Tag.ReferencedSOPSequence
                        && tag != Tag.ReferencedRealWorldValueMappingInstanceSequence));
    }

    WaveformReference waveform() {
        Dataset item = sop();
        List<Integer> numbers = integers(item, Tag.ReferencedWaveformChannels, MAX_UNSIGNED_SHORT);
        boolean pairs = numbers.size() % 2 == 0;
        if (!pairs) {
            findings.report(SrProblemCode.INVALID_VALUE, Tag.ReferencedWaveformChannels, "not pairs");
        }
        List<WaveformReference.Channel> channels = new ArrayList<>();
        for (int i = 0; pairs && i < numbers.size(); i += 2) {
            channels.add(new WaveformReference.Channel(numbers.get(i), numbers.get(i + 1)));
        }
        return new WaveformReference(
                reference(item),
                channels,
                item.filter(tag -> tag != Tag.ReferencedSOPClassUID
                        && tag != Tag.ReferencedSOPInstanceUID
                        && (tag != Tag.ReferencedWaveformChannels || channels.isEmpty())));
    }

    Graphic graphic() {
        return new Graphic(
                text(Tag.GraphicType),
                points(),
                source.string(Tag.PixelOriginInterpretation),
                source.string(Tag.FiducialUID));
    }

    Graphic3d graphic3d() {
        return new Graphic3d(
                text(Tag.GraphicType),
                points(),
                text(Tag.ReferencedFrameOfReferenceUID),
                source.string(Tag.FiducialUID));
    }

    TemporalExtent temporalExtent() {
        List<Long> samples = new ArrayList<>();
        for (int position : source.integers(Tag.ReferencedSamplePositions)) {
            samples.add(Integer.toUnsignedLong(position));
        }
        return new TemporalExtent(
                text(Tag.TemporalRangeType),
                samples,
                source.strings(Tag.ReferencedTimeOffsets),
                source.strings(Tag.ReferencedDateTime));
    }

    private Optional<SopReference> state(Dataset item) {
        return item.item(Tag.ReferencedSOPSequence).map(this::reference);
    }

    private Dataset sop() {
        List<Dataset> items = source.items(Tag.ReferencedSOPSequence);
        if (items.isEmpty()) {
            findings.missing(Tag.ReferencedSOPSequence);
            return Dataset.empty();
        }
        if (items.size() > 1) {
            findings.report(
                    SrProblemCode.ATTRIBUTE_NOT_PRESERVED,
                    Tag.ReferencedSOPSequence,
                    "more than one item; the first counts");
        }
        return items.get(0);
    }

    private SopReference reference(Dataset item) {
        return SopReferences.read(item, findings);
    }

    private String text(int tag) {
        if (!source.hasValue(tag)) {
            findings.missing(tag);
        }
        return source.string(tag, MISSING);
    }

    private List<Double> points() {
        if (!source.hasValue(Tag.GraphicData)) {
            findings.missing(Tag.GraphicData);
        }
        List<Double> points = new ArrayList<>();
        for (double coordinate : source.decimals(Tag.GraphicData)) {
            points.add(coordinate);
        }
        return points;
    }

    /** The numbers of an attribute; none where one is no number or larger than the attribute can hold. */
    private List<Integer> integers(Dataset item, int tag, int most) {
        List<Integer> numbers = new ArrayList<>();
        for (long number : item.longs(tag)) {
            if (number < 0 || number > most) {
                numbers.clear();
                break;
            }
            numbers.add((int) number);
        }
        if (numbers.isEmpty() && item.hasValue(tag)) {
            findings.report(SrProblemCode.INVALID_VALUE, tag, "not numbers from 0 to " + most);
        }
        return numbers;
    }
}
