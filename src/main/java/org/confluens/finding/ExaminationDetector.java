package org.confluens.finding;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.SrDocument;
import org.confluens.sr.StudyReference;

/**
 * Which examination a document reports, by its codes: the procedure reported (PS3.16 TID 1500 row 4, TID 1005), else the
 * title and its modifiers, else the modality in the image library (TID 1602), else the classes of the images in evidence;
 * a class that serves several examinations, such as that of ultrasound images, says nothing. A source that names several
 * examinations decides nothing.
 */
final class ExaminationDetector {
    private static final Map<Role, Examination> EXAMINATIONS = Map.of(
            Role.MRV, Examination.MRV,
            Role.CTV, Examination.CTV,
            Role.ULTRASOUND, Examination.ULTRASOUND,
            Role.CATHETER, Examination.CATHETER,
            Role.IVUS, Examination.IVUS);

    /** The coding scheme of the UIDs that DICOM assigns (PS3.16 table 8-1). */
    private static final String UIDS = "DCMUID";

    private final FindingVocabulary vocabulary;

    ExaminationDetector(FindingVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The examination; none for a treatment, for a follow-up, and where the codes do not say. */
    Optional<Examination> examination(SrDocument document) {
        List<Code> procedures = procedures(document);
        List<Code> titles = titles(document);
        Optional<Examination> said = only(procedures.stream()).or(() -> only(titles.stream()));
        boolean another = means(procedures, titles, Role.TREATMENT) || means(procedures, titles, Role.OTHER_REPORT);
        return said.isPresent() || another ? said : imaged(document);
    }

    private Optional<Examination> imaged(SrDocument document) {
        List<Code> modalities =
                values(items(document), item -> named(item, Role.MODALITY)).toList();
        return modalities.isEmpty() ? only(imageClasses(document)) : only(modalities.stream());
    }

    private static Stream<Code> imageClasses(SrDocument document) {
        return Stream.concat(
                        document.provenance().currentEvidence().stream(),
                        document.provenance().otherEvidence().stream())
                .flatMap(StudyReference::sops)
                .map(sop -> new Code(sop.sopClassUid(), UIDS, ""));
    }

    /** Whether the document reports a treatment and no examination. */
    boolean isTreatment(SrDocument document) {
        return examination(document).isEmpty() && means(procedures(document), titles(document), Role.TREATMENT);
    }

    private List<Code> procedures(SrDocument document) {
        return values(items(document), item -> named(item, Role.PROCEDURE)).toList();
    }

    /** The title, and the codes that stand directly below it, such as its modifiers. */
    private static List<Code> titles(SrDocument document) {
        return Stream.concat(
                        document.root().concept().stream(),
                        values(document.root().children(), child -> true))
                .toList();
    }

    private static List<ContentItem> items(SrDocument document) {
        return ContentTree.nodes(document.root()).stream()
                .map(ContentTree.Node::item)
                .toList();
    }

    private boolean means(List<Code> procedures, List<Code> titles, Role role) {
        return Stream.concat(procedures.stream(), titles.stream()).anyMatch(code -> vocabulary.means(code, role));
    }

    private Optional<Examination> only(Stream<Code> codes) {
        Set<Examination> named =
                codes.flatMap(this::named).collect(Collectors.toCollection(() -> EnumSet.noneOf(Examination.class)));
        return named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
    }

    private Stream<Examination> named(Code code) {
        return EXAMINATIONS.entrySet().stream()
                .filter(entry -> vocabulary.means(code, entry.getKey()))
                .map(Map.Entry::getValue);
    }

    private boolean named(ContentItem item, Role role) {
        return item.concept().filter(code -> vocabulary.means(code, role)).isPresent();
    }

    private static Stream<Code> values(List<ContentItem> items, Predicate<ContentItem> wanted) {
        return items.stream().filter(wanted).filter(CodeItem.class::isInstance).map(item -> ((CodeItem) item).value());
    }
}
