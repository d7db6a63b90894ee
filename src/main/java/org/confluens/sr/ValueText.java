package org.confluens.sr;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.PersonName;

/** The value of one content item in plain words; dates as ISO 8601, which no two countries read differently. */
final class ValueText {

    private static final Pattern COMPONENT = Pattern.compile("\\^");

    private final Labels labels;

    ValueText(Labels labels) {
        this.labels = labels;
    }

    String of(ContentItem item) {
        return item.valueType().map(type -> of(type, item)).orElseGet(() -> untyped(item));
    }

    private String untyped(ContentItem item) {
        return item instanceof ByReferenceItem reference
                ? labels.of("see") + " " + reference.target()
                : labels.of("unknown");
    }

    private String of(ValueType type, ContentItem item) {
        return switch (type) {
            case TEXT -> ((TextItem) item).text();
            case CODE -> ((CodeItem) item).value().meaning();
            case NUM -> num((NumItem) item);
            case DATETIME -> dateTime(((DateTimeItem) item).dateTime());
            case DATE -> date(((DateItem) item).date());
            case TIME ->
                DicomTime.parseTime(((TimeItem) item).time())
                        .map(Object::toString)
                        .orElse(((TimeItem) item).time());
            case UIDREF -> ((UidRefItem) item).uid();
            case PNAME -> name(((PersonNameItem) item).name());
            case COMPOSITE -> sop(((CompositeItem) item).reference().sop());
            case IMAGE -> image(((ImageItem) item).image());
            case WAVEFORM -> waveform(((WaveformItem) item).waveform());
            case SCOORD ->
                region(
                        labels.of("region"),
                        ((ScoordItem) item).graphic().type(),
                        ((ScoordItem) item).graphic().points());
            case SCOORD3D ->
                region(
                        labels.of("region-3d"),
                        ((Scoord3dItem) item).graphic().type(),
                        ((Scoord3dItem) item).graphic().points());
            case TCOORD -> extent(((TcoordItem) item).extent());
            case CONTAINER -> "";
            case TABLE ->
                ((TableItem) item).table().rows() + " × "
                        + ((TableItem) item).table().columns();
        };
    }

    static String date(String value) {
        return DicomTime.parseDate(value).map(Object::toString).orElse(value);
    }

    /** A moment to the precision that it was given with, the offset from UTC included. */
    static String dateTime(String value) {
        if (DicomTime.parseDateTime(value).isEmpty()) {
            return value;
        }
        int sign = Math.max(value.indexOf('+'), value.indexOf('-'));
        String local = sign < 0 ? value : value.substring(0, sign);
        StringBuilder text = new StringBuilder(local.substring(0, 4));
        for (int i = 4; i < local.length() && local.charAt(i) != '.'; i += 2) {
            text.append(i < 8 ? '-' : i == 8 ? ' ' : ':').append(local, i, i + 2);
        }
        int fraction = local.indexOf('.');
        if (fraction > 0) {
            text.append(local.substring(fraction));
        }
        return sign < 0
                ? text.toString()
                : text.append(' ').append(value.substring(sign)).toString();
    }

    /** A name as it is read, family name first, with its other scripts in brackets. */
    static String name(PersonName name) {
        String spoken = spoken(name.alphabetic());
        String others = List.of(name.ideographic(), name.phonetic()).stream()
                .filter(group -> !group.isEmpty())
                .map(ValueText::spoken)
                .collect(Collectors.joining(", "));
        if (others.isEmpty()) {
            return spoken;
        }
        return spoken.isEmpty() ? others : spoken + " (" + others + ")";
    }

    private static String spoken(String group) {
        String[] parts = COMPONENT.split(group, -1);
        String given = List.of(parts).stream()
                .skip(1)
                .filter(part -> !part.isBlank())
                .map(String::trim)
                .collect(Collectors.joining(" "));
        if (given.isEmpty()) {
            return parts[0].trim();
        }
        return parts[0].isBlank() ? given : parts[0].trim() + ", " + given;
    }

    private String num(NumItem item) {
        String value = item.measurement()
                .map(measurement -> measurement.value()
                        + measurement.unit().map(ValueText::unit).orElse(""))
                .orElse(labels.of("no-value"));
        return item.qualifier()
                .map(qualifier -> value + " (" + qualifier.meaning() + ")")
                .orElse(value);
    }

    /** The unit's symbol; UCUM writes the unit one as {@code 1}, which is not shown. */
    private static String unit(Code unit) {
        boolean one = unit.scheme().equals("UCUM") && unit.value().equals("1");
        boolean curly = unit.value().startsWith("{");
        return one ? "" : " " + (curly ? unit.meaning() : unit.value());
    }

    private static String sop(SopReference sop) {
        return Dictionary.uidName(sop.sopClassUid()).orElse(sop.sopClassUid()).replace(" Storage", "") + " "
                + sop.sopInstanceUid();
    }

    private String image(ImageReference image) {
        StringBuilder text = new StringBuilder(sop(image.image()));
        if (!image.frames().isEmpty()) {
            text.append(", ").append(labels.of("frames")).append(' ').append(joined(image.frames()));
        }
        if (!image.segments().isEmpty()) {
            text.append(", ").append(labels.of("segments")).append(' ').append(joined(image.segments()));
        }
        image.presentationState()
                .ifPresent(state -> text.append(", ")
                        .append(labels.of("shown-with"))
                        .append(' ')
                        .append(sop(state)));
        return text.toString();
    }

    private String waveform(WaveformReference waveform) {
        String channels = waveform.channels().stream()
                .map(channel -> channel.group() + "/" + channel.number())
                .collect(Collectors.joining(", "));
        return sop(waveform.waveform()) + (channels.isEmpty() ? "" : ", " + labels.of("channels") + " " + channels);
    }

    private static String region(String word, String type, List<Double> points) {
        return word + " " + type + " " + joined(points);
    }

    private String extent(TemporalExtent extent) {
        String values = !extent.timeOffsets().isEmpty()
                ? joined(extent.timeOffsets()) + " s"
                : joined(extent.samplePositions().isEmpty() ? extent.dateTimes() : extent.samplePositions());
        return labels.of("time-range") + " " + extent.type() + " " + values;
    }

    private static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
