package org.confluens.sr;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Writes one content item, without its children, into a data set (PS3.3 C.17.3, Document Content Macro). */
final class ItemWriter {

    private ItemWriter() {}

    static void write(ContentItem item, Dataset.Builder target) {
        ItemHead head = item.head();
        head.relationship().ifPresent(type -> target.put(Tag.RelationshipType, type.term()));
        CodeItems.put(target, Tag.ConceptNameCodeSequence, head.concept());
        head.observationDateTime().ifPresent(moment -> target.put(Tag.ObservationDateTime, moment));
        head.observationUid().ifPresent(uid -> target.put(Tag.ObservationUID, uid));
        if (item instanceof ByReferenceItem reference) {
            target.putInt(
                    Tag.ReferencedContentItemIdentifier, reference.target().toIdentifier());
        } else if (item instanceof UnknownItem unknown) {
            if (!unknown.term().isEmpty()) {
                target.put(Tag.ValueType, unknown.term());
            }
        } else {
            ValueType type = item.valueType().orElseThrow();
            target.put(Tag.ValueType, type.name());
            write(type, item, target);
        }
        target.putAll(head.others());
    }

    private static void write(ValueType type, ContentItem item, Dataset.Builder target) {
        switch (type) {
            case TEXT -> target.put(Tag.TextValue, ((TextItem) item).text());
            case CODE -> CodeItems.put(target, Tag.ConceptCodeSequence, Optional.of(((CodeItem) item).value()));
            case NUM -> num((NumItem) item, target);
            case DATETIME -> target.put(Tag.DateTime, ((DateTimeItem) item).dateTime());
            case DATE -> target.put(Tag.Date, ((DateItem) item).date());
            case TIME -> target.put(Tag.Time, ((TimeItem) item).time());
            case UIDREF -> target.put(Tag.UID, ((UidRefItem) item).uid());
            case PNAME ->
                target.put(Tag.PersonName, ((PersonNameItem) item).name().toString());
            case COMPOSITE -> composite(((CompositeItem) item).reference(), target);
            case IMAGE -> image(((ImageItem) item).image(), target);
            case WAVEFORM -> waveform(((WaveformItem) item).waveform(), target);
            case SCOORD -> graphic(((ScoordItem) item).graphic(), target);
            case SCOORD3D -> graphic3d(((Scoord3dItem) item).graphic(), target);
            case TCOORD -> extent(((TcoordItem) item).extent(), target);
            case CONTAINER -> container((ContainerItem) item, target);
            case TABLE -> target.putItems(Tag.TabulatedValuesSequence, TableItems.write(((TableItem) item).table()));
        }
    }

    private static void container(ContainerItem item, Dataset.Builder target) {
        target.put(Tag.ContinuityOfContent, item.continuity().name());
        item.template()
                .ifPresent(id -> target.putItems(
                        Tag.ContentTemplateSequence,
                        id.others().toBuilder()
                                .put(Tag.TemplateIdentifier, id.identifier())
                                .put(Tag.MappingResource, id.mappingResource())
                                .build()));
    }

    private static void num(NumItem item, Dataset.Builder target) {
        List<Dataset> values =
                item.measurement().map(ItemWriter::measurement).stream().toList();
        target.putItems(Tag.MeasuredValueSequence, values);
        CodeItems.put(target, Tag.NumericValueQualifierCodeSequence, item.qualifier());
    }

    private static Dataset measurement(Measurement measurement) {
        Dataset.Builder item = measurement.others().toBuilder();
        item.put(Tag.NumericValue, measurement.value());
        CodeItems.put(item, Tag.MeasurementUnitsCodeSequence, measurement.unit());
        OptionalDouble floating = measurement.floatingPoint();
        if (floating.isPresent()) {
            item.putDecimal(Tag.FloatingPointValue, floating.getAsDouble());
        }
        measurement
                .rational()
                .ifPresent(fraction -> item.putInt(Tag.RationalNumeratorValue, fraction.numerator())
                        .putInt(Tag.RationalDenominatorValue, fraction.denominator()));
        return item.build();
    }

    private static void composite(CompositeReference reference, Dataset.Builder target) {
        target.putItems(Tag.ReferencedSOPSequence, SopReferences.write(reference.sop(), reference.others()));
    }

    private static void image(ImageReference image, Dataset.Builder target) {
        Dataset.Builder item = SopReferences.write(image.image(), image.others()).toBuilder();
        if (!image.frames().isEmpty()) {
            item.putInt(Tag.ReferencedFrameNumber, ints(image.frames()));
        }
        if (!image.segments().isEmpty()) {
            item.putInt(Tag.ReferencedSegmentNumber, ints(image.segments()));
        }
        image.presentationState()
                .ifPresent(state -> item.putItems(Tag.ReferencedSOPSequence, SopReferences.write(state)));
        image.realWorldValueMapping()
                .ifPresent(mapping -> item.putItems(
                        Tag.ReferencedRealWorldValueMappingInstanceSequence, SopReferences.write(mapping)));
        target.putItems(Tag.ReferencedSOPSequence, item.build());
    }

    private static void waveform(WaveformReference waveform, Dataset.Builder target) {
        Dataset.Builder item = SopReferences.write(waveform.waveform(), waveform.others()).toBuilder();
        if (!waveform.channels().isEmpty()) {
            int[] numbers = waveform.channels().stream()
                    .flatMapToInt(channel -> IntStream.of(channel.group(), channel.number()))
                    .toArray();
            item.putInt(Tag.ReferencedWaveformChannels, numbers);
        }
        target.putItems(Tag.ReferencedSOPSequence, item.build());
    }

    private static void graphic(Graphic graphic, Dataset.Builder target) {
        target.put(Tag.GraphicType, graphic.type());
        target.putDecimal(Tag.GraphicData, doubles(graphic.points()));
        graphic.pixelOriginInterpretation().ifPresent(term -> target.put(Tag.PixelOriginInterpretation, term));
        graphic.fiducialUid().ifPresent(uid -> target.put(Tag.FiducialUID, uid));
    }

    private static void graphic3d(Graphic3d graphic, Dataset.Builder target) {
        target.put(Tag.GraphicType, graphic.type());
        target.putDecimal(Tag.GraphicData, doubles(graphic.points()));
        target.put(Tag.ReferencedFrameOfReferenceUID, graphic.frameOfReferenceUid());
        graphic.fiducialUid().ifPresent(uid -> target.put(Tag.FiducialUID, uid));
    }

    private static void extent(TemporalExtent extent, Dataset.Builder target) {
        target.put(Tag.TemporalRangeType, extent.type());
        if (!extent.samplePositions().isEmpty()) {
            target.putInt(
                    Tag.ReferencedSamplePositions,
                    extent.samplePositions().stream().mapToInt(Long::intValue).toArray());
        }
        if (!extent.timeOffsets().isEmpty()) {
            target.put(Tag.ReferencedTimeOffsets, extent.timeOffsets().toArray(String[]::new));
        }
        if (!extent.dateTimes().isEmpty()) {
            target.put(Tag.ReferencedDateTime, extent.dateTimes().toArray(String[]::new));
        }
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
