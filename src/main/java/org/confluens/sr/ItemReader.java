package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;

/** Reads one content item, without its children, from its data set (PS3.3 C.17.3, Document Content Macro). */
final class ItemReader {

    private static final Set<Integer> HEAD = Set.of(
            Tag.RelationshipType,
            Tag.ValueType,
            Tag.ConceptNameCodeSequence,
            Tag.ObservationDateTime,
            Tag.ObservationUID,
            Tag.ContentSequence);

    private final Dataset source;
    private final Findings findings;

    ItemReader(Dataset source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    ContentItem read(List<ContentItem> children) {
        return VerbatimAttributes.keep(readModelled(children), source, findings);
    }

    private ContentItem readModelled(List<ContentItem> children) {
        if (source.contains(Tag.ReferencedContentItemIdentifier)) {
            return new ByReferenceItem(head(Set.of(Tag.ReferencedContentItemIdentifier)), target());
        }
        String term = source.string(Tag.ValueType, "");
        Optional<ValueType> type = ValueType.of(term);
        if (type.isEmpty()) {
            if (term.isEmpty()) {
                findings.missing(Tag.ValueType);
            } else {
                findings.report(SrProblemCode.UNKNOWN_VALUE_TYPE, Tag.ValueType, "not a known term");
            }
            return new UnknownItem(head(Set.of()), term, children);
        }
        return read(type.get(), children);
    }

    ContainerItem readRoot(List<ContentItem> children) {
        if (!source.string(Tag.ValueType, "").equals(ValueType.CONTAINER.name())) {
            findings.report(SrProblemCode.INVALID_DOCUMENT_TREE, Tag.ValueType, "the root is not a container");
        }
        ItemHead head = new ItemHead(
                Optional.empty(),
                CodeItems.first(source, Tag.ConceptNameCodeSequence, findings),
                source.string(Tag.ObservationDateTime),
                source.string(Tag.ObservationUID),
                Dataset.empty());
        ContainerItem root = new ContainerItem(head, continuity(), template(), children);
        return VerbatimAttributes.keepInRoot(root, source, findings);
    }

    private ContentItem read(ValueType type, List<ContentItem> children) {
        return switch (type) {
            case TEXT -> new TextItem(head(Tag.TextValue), text(Tag.TextValue), children);
            case CODE -> new CodeItem(head(Tag.ConceptCodeSequence), code(Tag.ConceptCodeSequence), children);
            case NUM -> num(children);
            case DATETIME -> new DateTimeItem(head(Tag.DateTime), text(Tag.DateTime), children);
            case DATE -> new DateItem(head(Tag.Date), text(Tag.Date), children);
            case TIME -> new TimeItem(head(Tag.Time), text(Tag.Time), children);
            case UIDREF -> new UidRefItem(head(Tag.UID), text(Tag.UID), children);
            case PNAME -> new PersonNameItem(head(Tag.PersonName), personName(), children);
            case CONTAINER ->
                new ContainerItem(
                        head(Set.of(Tag.ContinuityOfContent, Tag.ContentTemplateSequence)),
                        continuity(),
                        template(),
                        children);
            default -> readReferring(type, children);
        };
    }

    private ContentItem readReferring(ValueType type, List<ContentItem> children) {
        ReferenceReader references = new ReferenceReader(source, findings);
        return switch (type) {
            case COMPOSITE -> new CompositeItem(head(Tag.ReferencedSOPSequence), references.composite(), children);
            case IMAGE -> new ImageItem(head(Tag.ReferencedSOPSequence), references.image(), children);
            case WAVEFORM -> new WaveformItem(head(Tag.ReferencedSOPSequence), references.waveform(), children);
            case SCOORD ->
                new ScoordItem(
                        head(Set.of(Tag.GraphicType, Tag.GraphicData, Tag.PixelOriginInterpretation, Tag.FiducialUID)),
                        references.graphic(),
                        children);
            case SCOORD3D ->
                new Scoord3dItem(
                        head(Set.of(
                                Tag.GraphicType, Tag.GraphicData, Tag.ReferencedFrameOfReferenceUID, Tag.FiducialUID)),
                        references.graphic3d(),
                        children);
            case TCOORD ->
                new TcoordItem(
                        head(Set.of(
                                Tag.TemporalRangeType,
                                Tag.ReferencedSamplePositions,
                                Tag.ReferencedTimeOffsets,
                                Tag.ReferencedDateTime)),
                        references.temporalExtent(),
                        children);
            case TABLE -> new TableItem(head(Tag.TabulatedValuesSequence), TableItems.read(source, findings), children);
            default -> throw new IllegalStateException("no reader for " + type);
        };
    }

    private ItemHead head(int valueTag) {
        return head(Set.of(valueTag));
    }

    private ItemHead head(Set<Integer> valueTags) {
        Optional<String> term = source.string(Tag.RelationshipType);
        Optional<RelationshipType> relationship = term.flatMap(RelationshipType::of);
        boolean unknown = term.isPresent() && relationship.isEmpty();
        if (term.isEmpty()) {
            findings.missing(Tag.RelationshipType);
        } else if (unknown) {
            findings.report(SrProblemCode.UNKNOWN_RELATIONSHIP_TYPE, Tag.RelationshipType, "not a known term");
        }
        return new ItemHead(
                relationship,
                CodeItems.first(source, Tag.ConceptNameCodeSequence, findings),
                source.string(Tag.ObservationDateTime),
                source.string(Tag.ObservationUID),
                source.filter(tag ->
                        (unknown && tag == Tag.RelationshipType) || !(HEAD.contains(tag) || valueTags.contains(tag))));
    }

    private String text(int tag) {
        if (!source.hasValue(tag)) {
            findings.missing(tag);
        }
        return source.string(tag, "");
    }

    private Code code(int tag) {
        return CodeItems.first(source, tag, findings).orElseGet(() -> {
            findings.missing(tag);
            return new Code("", "", "");
        });
    }

    private PersonName personName() {
        return source.personName(Tag.PersonName).orElseGet(() -> {
            findings.missing(Tag.PersonName);
            return PersonName.parse("");
        });
    }

    private NumItem num(List<ContentItem> children) {
        if (!source.contains(Tag.MeasuredValueSequence)) {
            findings.missing(Tag.MeasuredValueSequence);
        }
        return new NumItem(
                head(Set.of(Tag.MeasuredValueSequence, Tag.NumericValueQualifierCodeSequence)),
                source.item(Tag.MeasuredValueSequence).map(this::measurement),
                CodeItems.first(source, Tag.NumericValueQualifierCodeSequence, findings),
                children);
    }

    private Measurement measurement(Dataset item) {
        Optional<String> value = single(item, Tag.NumericValue);
        if (value.isEmpty()) {
            findings.missing(Tag.NumericValue);
        }
        Optional<Code> unit = CodeItems.first(item, Tag.MeasurementUnitsCodeSequence, findings);
        if (unit.isEmpty()) {
            findings.missing(Tag.MeasurementUnitsCodeSequence);
        }
        int[] numerator = item.integers(Tag.RationalNumeratorValue);
        int[] denominator = item.integers(Tag.RationalDenominatorValue);
        boolean fraction = numerator.length == 1 && denominator.length == 1;
        double[] floating = item.decimals(Tag.FloatingPointValue);
        return new Measurement(
                value.orElse(""),
                unit,
                floating.length == 1 ? OptionalDouble.of(floating[0]) : OptionalDouble.empty(),
                fraction ? Optional.of(new Measurement.Rational(numerator[0], denominator[0])) : Optional.empty(),
                item.filter(tag -> tag != Tag.NumericValue
                        && tag != Tag.MeasurementUnitsCodeSequence
                        && (tag != Tag.FloatingPointValue || floating.length != 1)
                        && (!fraction || (tag != Tag.RationalNumeratorValue && tag != Tag.RationalDenominatorValue))));
    }

    private Optional<String> single(Dataset item, int tag) {
        List<String> values = item.strings(tag);
        if (values.size() > 1) {
            findings.report(SrProblemCode.ATTRIBUTE_NOT_PRESERVED, tag, "more than one value; the first counts");
        }
        return item.string(tag);
    }

    private ContainerItem.Continuity continuity() {
        String term = source.string(Tag.ContinuityOfContent, "");
        if (term.equals("CONTINUOUS")) {
            return ContainerItem.Continuity.CONTINUOUS;
        }
        if (term.isEmpty()) {
            findings.missing(Tag.ContinuityOfContent);
        } else if (!term.equals("SEPARATE")) {
            findings.report(SrProblemCode.INVALID_VALUE, Tag.ContinuityOfContent, "neither SEPARATE nor CONTINUOUS");
        }
        return ContainerItem.Continuity.SEPARATE;
    }

    private Optional<TemplateId> template() {
        return source.item(Tag.ContentTemplateSequence).map(item -> {
            TemplateId id = new TemplateId(
                    item.string(Tag.TemplateIdentifier, ""),
                    item.string(Tag.MappingResource, ""),
                    item.filter(tag -> tag != Tag.TemplateIdentifier && tag != Tag.MappingResource));
            if (id.identifier().isEmpty() || id.mappingResource().isEmpty()) {
                findings.report(
                        SrProblemCode.INVALID_TEMPLATE_IDENTIFICATION,
                        Tag.ContentTemplateSequence,
                        "identifier or mapping resource is missing");
            }
            return id;
        });
    }

    private Position target() {
        List<Integer> ordinals = new ArrayList<>();
        for (int ordinal : source.integers(Tag.ReferencedContentItemIdentifier)) {
            ordinals.add(ordinal);
        }
        if (ordinals.isEmpty()) {
            findings.missing(Tag.ReferencedContentItemIdentifier);
        }
        return new Position(ordinals);
    }
}
