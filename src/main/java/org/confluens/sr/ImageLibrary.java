package org.confluens.sr;

import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.HAS_ACQ_CONTEXT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dictionary;

/**
 * The image library of a measurement report (PS3.16 TID 1600): which images the report rests on, with their modality.
 * Some viewers open no measurement report without one.
 */
public final class ImageLibrary {

    /** The concept name of the container. */
    public static final Code CONCEPT = new Code("111028", "DCM", "Image Library");

    private static final Code GROUP = new Code("126200", "DCM", "Image Library Group");
    private static final Code MODALITY = new Code("121139", "DCM", "Modality");
    private static final String OTHER = "OT";
    private static final Map<String, Code> MODALITIES = TextTable.rows("modalities.txt").stream()
            .collect(Collectors.toMap(row -> row.get(0), row -> new Code(row.get(0), "DCM", row.get(1))));

    private ImageLibrary() {}

    /**
     * The library of the images among these instances: the first of each series, because a study may have thousands, and
     * each that the report itself refers to. Empty where there is no image.
     */
    public static Optional<ContainerItem> of(
            String modality, List<StudyReference.Member> evidence, List<StudyReference.Member> referenced) {
        Map<String, ContentItem> images = new LinkedHashMap<>();
        List<String> series = new ArrayList<>();
        for (StudyReference.Member member : evidence) {
            if (isImage(member.sop()) && !series.contains(member.seriesInstanceUid())) {
                series.add(member.seriesInstanceUid());
                images.put(member.sop().sopInstanceUid(), image(member.sop()));
            }
        }
        referenced.stream()
                .map(StudyReference.Member::sop)
                .filter(ImageLibrary::isImage)
                .forEach(sop -> images.putIfAbsent(sop.sopInstanceUid(), image(sop)));
        if (images.isEmpty()) {
            return Optional.empty();
        }
        List<ContentItem> items = new ArrayList<>();
        Code kind = MODALITIES.getOrDefault(modality, MODALITIES.get(OTHER));
        items.add(CodeItem.of(HAS_ACQ_CONTEXT, MODALITY, kind));
        items.addAll(images.values());
        ContainerItem group = ContainerItem.of(CONTAINS, GROUP, items.toArray(ContentItem[]::new));
        return Optional.of(ContainerItem.of(CONTAINS, CONCEPT, group));
    }

    private static boolean isImage(SopReference sop) {
        return Dictionary.uidName(sop.sopClassUid()).orElse("").contains("Image Storage");
    }

    private static ContentItem image(SopReference sop) {
        return ImageItem.of(CONTAINS, ImageReference.of(sop.sopClassUid(), sop.sopInstanceUid()));
    }
}
