package org.confluens.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.sr.Code;

/**
 * What selection rules look at: collected from the headers of a study's instances.
 *
 * @param procedureCodes requested, performed and scheduled procedure codes
 * @param bodyParts Body Part Examined, as written
 * @param texts descriptions of study, series, procedures and protocols, and the reason for the study
 */
public record StudyFacts(
        Set<String> modalities,
        Set<String> sopClasses,
        Set<Code> procedureCodes,
        Set<String> bodyParts,
        List<String> texts) {

    private static final int[] TEXTS = {
        Tag.StudyDescription,
        Tag.SeriesDescription,
        Tag.ProtocolName,
        Tag.RequestedProcedureDescription,
        Tag.PerformedProcedureStepDescription,
        Tag.ReasonForStudy,
        Tag.ReasonForTheRequestedProcedure,
        Tag.ScheduledProcedureStepDescription
    };
    private static final int[] CODES = {
        Tag.ProcedureCodeSequence,
        Tag.RequestedProcedureCodeSequence,
        Tag.ScheduledProtocolCodeSequence,
        Tag.PerformedProtocolCodeSequence
    };

    public StudyFacts {
        modalities = Set.copyOf(modalities);
        sopClasses = Set.copyOf(sopClasses);
        procedureCodes = Set.copyOf(procedureCodes);
        bodyParts = Set.copyOf(bodyParts);
        texts = List.copyOf(texts);
    }

    /** Collects the facts from instance headers, one of each series being enough; their request items are looked into. */
    public static StudyFacts of(List<Dataset> headers) {
        Set<String> modalities = new LinkedHashSet<>();
        Set<String> sopClasses = new LinkedHashSet<>();
        Set<Code> codes = new LinkedHashSet<>();
        Set<String> bodyParts = new LinkedHashSet<>();
        Set<String> texts = new LinkedHashSet<>();
        for (Dataset header : headers) {
            header.string(Tag.Modality).map(m -> m.toUpperCase(Locale.ROOT)).ifPresent(modalities::add);
            header.string(Tag.SOPClassUID).ifPresent(sopClasses::add);
            header.string(Tag.BodyPartExamined).ifPresent(bodyParts::add);
            for (Dataset part : withRequests(header)) {
                for (int tag : TEXTS) {
                    part.string(tag).filter(t -> !t.isBlank()).ifPresent(texts::add);
                }
                for (int tag : CODES) {
                    part.items(tag).forEach(item -> addCode(item, codes));
                }
            }
        }
        return new StudyFacts(modalities, sopClasses, codes, bodyParts, new ArrayList<>(texts));
    }

    private static List<Dataset> withRequests(Dataset header) {
        List<Dataset> parts = new ArrayList<>();
        parts.add(header);
        parts.addAll(header.items(Tag.RequestAttributesSequence));
        parts.addAll(header.items(Tag.ReferencedRequestSequence));
        return parts;
    }

    private static void addCode(Dataset item, Set<Code> codes) {
        String value = item.string(Tag.CodeValue, "");
        String scheme = item.string(Tag.CodingSchemeDesignator, "");
        if (!value.isEmpty()) {
            codes.add(new Code(value, scheme, Objects.toString(item.string(Tag.CodeMeaning, ""), "")));
        }
    }
}
