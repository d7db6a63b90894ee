package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Reads what points out of the tree: instances, regions and spans of time (PS3.3 C.18.3 to C.18.9). */
final class ReferenceReader {

    private static final String MISSING = "";

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
        return new ImageReference(
                reference(item),
                integers(item, Tag.ReferencedFrameNumber),
                integers(item, Tag.ReferencedSegmentNumber),
                state(item),
                item.item(Tag.ReferencedRealWorldValueMappingInstanceSequence).map(this::reference),
                item.filter(tag -> tag != Tag.ReferencedSOPClassUID
                        && tag != Tag.ReferencedSOPInstanceUID
                        && tag != Tag.ReferencedFrameNumber
                        && tag != Tag.ReferencedSegmentNumber
                        && tag != Tag.ReferencedSOPSequence
                        && tag != Tag.ReferencedRealWorldValueMappingInstanceSequence));
    }

    WaveformReference waveform() {
        Dataset item = sop();
        int[] numbers = item.integers(Tag.ReferencedWaveformChannels);
        List<WaveformReference.Channel> channels = new ArrayList<>();
        for (int i = 0; i + 1 < numbers.length; i += 2) {
            channels.add(new WaveformReference.Channel(numbers[i], numbers[i + 1]));
        }
        if (numbers.length % 2 != 0) {
            findings.report(SrProblemCode.INVALID_VALUE, Tag.ReferencedWaveformChannels, "not pairs");
        }
        return new WaveformReference(
                reference(item),
                channels,
                item.filter(tag -> tag != Tag.ReferencedSOPClassUID
                        && tag != Tag.ReferencedSOPInstanceUID
                        && tag != Tag.ReferencedWaveformChannels));
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

    private static List<Integer> integers(Dataset item, int tag) {
        List<Integer> numbers = new ArrayList<>();
        for (int number : item.integers(tag)) {
            numbers.add(number);
        }
        return numbers;
    }
}
