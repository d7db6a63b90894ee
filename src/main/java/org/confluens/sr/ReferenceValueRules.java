package org.confluens.sr;

import java.util.regex.Pattern;
import org.confluens.dicom.data.Tag;

/** What references, coordinates and tables must keep (PS3.3 C.18.3 to C.18.10). */
final class ReferenceValueRules {

    /** A decimal string (DS, PS3.5 6.2). */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private ReferenceValueRules() {}

    static void check(ValueType type, ContentItem item, Findings findings) {
        switch (type) {
            case COMPOSITE -> sop(((CompositeItem) item).reference().sop(), findings);
            case IMAGE -> image(((ImageItem) item).image(), findings);
            case WAVEFORM -> waveform(((WaveformItem) item).waveform(), findings);
            case SCOORD -> graphic(((ScoordItem) item).graphic(), findings);
            case SCOORD3D -> graphic3d(((Scoord3dItem) item).graphic(), findings);
            case TCOORD -> extent(((TcoordItem) item).extent(), findings);
            case TABLE -> table(((TableItem) item).table(), findings);
            default -> throw new IllegalStateException("no rules for " + type);
        }
    }

    private static void sop(SopReference sop, Findings findings) {
        ValueRules.uid(sop.sopClassUid(), Tag.ReferencedSOPClassUID, findings);
        ValueRules.uid(sop.sopInstanceUid(), Tag.ReferencedSOPInstanceUID, findings);
    }

    private static void image(ImageReference image, Findings findings) {
        sop(image.image(), findings);
        image.presentationState().ifPresent(state -> sop(state, findings));
        image.realWorldValueMapping().ifPresent(mapping -> sop(mapping, findings));
        if (!image.frames().isEmpty() && !image.segments().isEmpty()) {
            ValueRules.invalid(Tag.ReferencedFrameNumber, "frames and segments exclude each other", findings);
        }
        if (image.frames().stream().anyMatch(frame -> frame < 1)) {
            ValueRules.invalid(Tag.ReferencedFrameNumber, "frames count from one", findings);
        }
        if (!image.segments().stream().allMatch(ReferenceValueRules::isUnsignedShort)) {
            ValueRules.invalid(Tag.ReferencedSegmentNumber, "not numbers from 0 to 65535", findings);
        }
    }

    private static void waveform(WaveformReference waveform, Findings findings) {
        sop(waveform.waveform(), findings);
        boolean fit = waveform.channels().stream()
                .allMatch(channel -> isUnsignedShort(channel.group()) && isUnsignedShort(channel.number()));
        if (!fit) {
            ValueRules.invalid(Tag.ReferencedWaveformChannels, "not numbers from 0 to 65535", findings);
        }
    }

    private static boolean isUnsignedShort(int number) {
        return number >= 0 && number <= 0xFFFF;
    }

    private static void graphic(Graphic graphic, Findings findings) {
        int values = graphic.points().size();
        boolean fits = switch (graphic.type()) {
            case "POINT" -> values == 2;
            case "MULTIPOINT" -> values >= 2 && values % 2 == 0;
            case "POLYLINE" -> values >= 4 && values % 2 == 0;
            case "CIRCLE" -> values == 4;
            case "ELLIPSE" -> values == 8;
            default -> false;
        };
        coordinates(fits, graphic.type(), graphic.points().stream().allMatch(Double::isFinite), findings);
        graphic.fiducialUid().ifPresent(uid -> ValueRules.uid(uid, Tag.FiducialUID, findings));
    }

    private static void graphic3d(Graphic3d graphic, Findings findings) {
        int values = graphic.points().size();
        boolean fits = switch (graphic.type()) {
            case "POINT" -> values == 3;
            case "MULTIPOINT" -> values >= 3 && values % 3 == 0;
            case "POLYLINE", "POLYGON" -> values >= 6 && values % 3 == 0;
            case "ELLIPSE" -> values == 12;
            case "ELLIPSOID" -> values == 18;
            default -> false;
        };
        coordinates(fits, graphic.type(), graphic.points().stream().allMatch(Double::isFinite), findings);
        ValueRules.uid(graphic.frameOfReferenceUid(), Tag.ReferencedFrameOfReferenceUID, findings);
        graphic.fiducialUid().ifPresent(uid -> ValueRules.uid(uid, Tag.FiducialUID, findings));
    }

    private static void coordinates(boolean fits, String type, boolean finite, Findings findings) {
        if (type.isEmpty()) {
            findings.missing(Tag.GraphicType);
        } else if (!fits) {
            ValueRules.invalid(Tag.GraphicData, "unknown graphic type, or not as many values as it has", findings);
        }
        if (!finite) {
            ValueRules.invalid(Tag.GraphicData, "not a finite number", findings);
        }
    }

    private static void extent(TemporalExtent extent, Findings findings) {
        int filled = (extent.samplePositions().isEmpty() ? 0 : 1)
                + (extent.timeOffsets().isEmpty() ? 0 : 1)
                + (extent.dateTimes().isEmpty() ? 0 : 1);
        if (filled != 1) {
            ValueRules.invalid(
                    Tag.TemporalRangeType, "sample positions, time offsets or moments, exactly one of them", findings);
            return;
        }
        int values = extent.samplePositions().size()
                + extent.timeOffsets().size()
                + extent.dateTimes().size();
        boolean fits = switch (extent.type()) {
            case "POINT", "BEGIN", "END" -> values == 1;
            case "MULTIPOINT" -> true;
            case "SEGMENT" -> values == 2;
            case "MULTISEGMENT" -> values % 2 == 0;
            default -> false;
        };
        if (!fits) {
            ValueRules.invalid(Tag.TemporalRangeType, "not a defined term, or not as many values as it has", findings);
        }
        moments(extent, findings);
    }

    private static void moments(TemporalExtent extent, Findings findings) {
        if (extent.samplePositions().stream().anyMatch(position -> position < 1)) {
            ValueRules.invalid(Tag.ReferencedSamplePositions, "samples count from one", findings);
        }
        if (!extent.timeOffsets().stream()
                .allMatch(offset -> DECIMAL.matcher(offset.trim()).matches())) {
            ValueRules.invalid(Tag.ReferencedTimeOffsets, "not a decimal number", findings);
        }
        if (extent.dateTimes().stream()
                .anyMatch(moment -> DicomTime.parseDateTime(moment).isEmpty())) {
            ValueRules.invalid(Tag.ReferencedDateTime, "not a date and time", findings);
        }
    }

    private static void table(Table table, Findings findings) {
        if (table.rows() < 1 || table.columns() < 1) {
            ValueRules.invalid(Tag.TabulatedValuesSequence, "a table has rows and columns", findings);
        }
        if (table.cells().isEmpty()) {
            findings.missing(Tag.CellValuesSequence);
        }
        for (Table.Cells cells : table.cells()) {
            boolean inside =
                    cells.row().filter(row -> row < 1 || row > table.rows()).isEmpty()
                            && cells.column()
                                    .filter(column -> column < 1 || column > table.columns())
                                    .isEmpty();
            if (!inside) {
                ValueRules.invalid(Tag.CellValuesSequence, "outside the table", findings);
            }
        }
        table.rowNames().forEach(line -> ValueRules.code(line.concept(), Tag.ConceptNameCodeSequence, findings));
        table.columnNames().forEach(line -> ValueRules.code(line.concept(), Tag.ConceptNameCodeSequence, findings));
    }
}
