package org.confluens.sr;

import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.HAS_ACQ_CONTEXT;
import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;
import static org.confluens.sr.RelationshipType.HAS_OBS_CONTEXT;
import static org.confluens.sr.RelationshipType.HAS_PROPERTIES;
import static org.confluens.sr.RelationshipType.INFERRED_FROM;
import static org.confluens.sr.RelationshipType.SELECTED_FROM;
import static org.confluens.sr.Samples.FINDING;
import static org.confluens.sr.Samples.IMAGE;
import static org.confluens.sr.Samples.LENGTH;
import static org.confluens.sr.Samples.MILLIMETRE;
import static org.confluens.sr.Samples.STENOSIS;
import static org.confluens.sr.Samples.dcm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.UID;

/** A document of each IOD that holds every value type, relationship and variant that the IOD allows. */
final class AllValueTypes {

    static final String WAVEFORM = "2.25.110";
    static final String PDF = "2.25.111";
    static final String STATE = "2.25.112";
    static final String SEGMENTATION = "2.25.113";
    static final Code SOURCE = dcm("121112", "Source of Measurement");
    static final Code MEASUREMENT_FAILURE = dcm("114006", "Measurement failure");

    private AllValueTypes() {}

    static SrDocument in(String sopClassUid, String name) {
        List<ContentItem> items = new ArrayList<>(text(name));
        boolean basic = sopClassUid.equals(UID.BasicTextSRStorage);
        boolean three = sopClassUid.equals(UID.Comprehensive3DSRStorage) || sopClassUid.equals(UID.ExtensibleSRStorage);
        if (!basic) {
            items.addAll(numbers());
            items.addAll(coordinates());
        }
        if (!basic && !sopClassUid.equals(UID.EnhancedSRStorage)) {
            items.addAll(byReference());
        }
        if (three) {
            items.add(coordinates3d());
        }
        ContainerItem root = ContainerItem.root(
                new Code("11528-7", "LN", "Radiology Report"),
                CodeItem.of(
                        HAS_CONCEPT_MOD,
                        dcm("121049", "Language of Content Item and Descendants"),
                        new Code("en", "RFC5646", "English")),
                PersonNameItem.of(HAS_OBS_CONTEXT, dcm("121008", "Person Observer Name"), PersonName.parse(name)),
                new ContainerItem(
                        ItemHead.of(CONTAINS, new Code("59776-5", "LN", "Findings")),
                        ContainerItem.Continuity.SEPARATE,
                        Optional.empty(),
                        items));
        return Samples.draft(root)
                .sopClass(sopClassUid)
                .context(Samples.study(name))
                .evidence(
                        List.of(
                                member(UID.MRImageStorage, IMAGE),
                                member(UID.HemodynamicWaveformStorage, WAVEFORM),
                                member(UID.EncapsulatedPDFStorage, PDF),
                                member(UID.GrayscaleSoftcopyPresentationStateStorage, STATE),
                                member(UID.SegmentationStorage, SEGMENTATION)),
                        List.of())
                .build();
    }

    private static StudyReference.Member member(String sopClass, String instance) {
        return StudyReference.Member.of(
                Samples.STUDY, Samples.IMAGE_SERIES + "." + (instance.hashCode() & 0xFF), sopClass, instance);
    }

    private static List<ContentItem> text(String name) {
        return List.of(
                TextItem.of(
                                CONTAINS,
                                FINDING,
                                "left internal jugular vein: " + name.replace('^', ' ') + "\r\nsecond line",
                                ImageItem.of(INFERRED_FROM, ImageReference.of(UID.MRImageStorage, IMAGE)),
                                CodeItem.of(HAS_PROPERTIES, FINDING, STENOSIS))
                        .observedAt("20260115103000+0100"),
                CodeItem.of(CONTAINS, FINDING, STENOSIS.withVersion("20260101")),
                DateItem.of(CONTAINS, dcm("111060", "Study Date"), "20260115"),
                TimeItem.of(CONTAINS, dcm("111061", "Study Time"), "093000.5"),
                DateTimeItem.of(CONTAINS, dcm("122146", "Procedure DateTime"), "20260115093000.123+0100"),
                UidRefItem.of(CONTAINS, dcm("112040", "Tracking Unique Identifier"), "2.25.200"),
                PersonNameItem.of(CONTAINS, dcm("121008", "Person Observer Name"), PersonName.parse(name)),
                CompositeItem.of(
                        CONTAINS,
                        dcm("122073", "Current procedure evidence"),
                        CompositeReference.of(UID.EncapsulatedPDFStorage, PDF)),
                ImageItem.of(
                        CONTAINS,
                        dcm("121080", "Best illustration of finding"),
                        ImageReference.of(UID.MRImageStorage, IMAGE)
                                .shownWith(new SopReference(UID.GrayscaleSoftcopyPresentationStateStorage, STATE)),
                        TextItem.of(HAS_ACQ_CONTEXT, dcm("121065", "Procedure Description"), "after injection")),
                ImageItem.of(
                        CONTAINS,
                        ImageReference.of(UID.SegmentationStorage, SEGMENTATION).withSegments(List.of(1, 2))),
                new WaveformItem(
                        ItemHead.of(CONTAINS, SOURCE),
                        new WaveformReference(
                                new SopReference(UID.HemodynamicWaveformStorage, WAVEFORM),
                                List.of(new WaveformReference.Channel(1, 1), new WaveformReference.Channel(1, 2)),
                                Dataset.empty()),
                        List.of()),
                ContainerItem.of(CONTAINS, FINDING, TextItem.of(CONTAINS, FINDING, "one"))
                        .continuous());
    }

    private static List<ContentItem> numbers() {
        Measurement third = new Measurement(
                "0.33333333333333",
                Optional.of(MILLIMETRE),
                OptionalDouble.of(1.0 / 3),
                Optional.of(new Measurement.Rational(1, 3)),
                Dataset.empty());
        return List.of(
                NumItem.of(
                        CONTAINS,
                        LENGTH,
                        Measurement.of("12.5", MILLIMETRE),
                        CodeItem.of(HAS_CONCEPT_MOD, dcm("121401", "Derivation"), new Code("373098007", "SCT", "Mean")),
                        NumItem.of(INFERRED_FROM, LENGTH, Measurement.of(12, MILLIMETRE))),
                NumItem.of(CONTAINS, LENGTH, third),
                NumItem.unmeasured(CONTAINS, LENGTH, MEASUREMENT_FAILURE));
    }

    private static List<ContentItem> coordinates() {
        return List.of(
                NumItem.of(
                        CONTAINS,
                        LENGTH,
                        Measurement.of(3, MILLIMETRE),
                        ScoordItem.of(
                                INFERRED_FROM,
                                SOURCE,
                                Graphic.of("POLYLINE", 1.5, 2.5, 4.25, 8.0),
                                ImageItem.of(SELECTED_FROM, ImageReference.of(UID.MRImageStorage, IMAGE)))),
                TcoordItem.of(
                        CONTAINS,
                        SOURCE,
                        TemporalExtent.ofOffsets("SEGMENT", "0.5", "1.25"),
                        WaveformItem.of(
                                SELECTED_FROM,
                                SOURCE,
                                WaveformReference.of(UID.HemodynamicWaveformStorage, WAVEFORM))));
    }

    /** The measurement's source is the first image of the findings, which is item 1.3.9. */
    private static List<ContentItem> byReference() {
        NumItem num = NumItem.of(CONTAINS, LENGTH, Measurement.of(7, MILLIMETRE));
        return List.of(num.with(ByReferenceItem.of(INFERRED_FROM, Position.of(1, 3, 9))));
    }

    private static ContentItem coordinates3d() {
        return Scoord3dItem.of(CONTAINS, SOURCE, Graphic3d.of("POINT", "2.25.300", 1.0, 2.0, 3.5));
    }
}
