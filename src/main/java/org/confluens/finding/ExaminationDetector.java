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

/**
 * Which examination a document reports, by its codes: the procedure reported (PS3.16 TID 1500 row 4, TID 1005), else the
 * title and its modifiers, else the modality in the image library (TID 1602). A source that names several examinations
 * decides nothing.
 */
final class ExaminationDetector {
    private static final Map<Role, Examination> EXAMINATIONS = Map.of(
            Role.MRV, Examination.MRV,
            Role.CTV, Examination.CTV,
            Role.ULTRASOUND, Examination.ULTRASOUND,
            Role.CATHETER, Examination.CATHETER,
            Role.IVUS, Examination.IVUS);

    private final FindingVocabulary vocabulary;

    ExaminationDetector(FindingVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Optional<Examination> examination(SrDocument document) {
        List<ContentItem> items = ContentTree.nodes(document.root()).stream()
                .map(ContentTree.Node::item)
                .toList();
        Stream<Code> title = Stream.concat(
                document.root().concept().stream(), values(document.root().children(), child -> true));
        return only(values(items, item -> named(item, Role.PROCEDURE)))
                .or(() -> only(title))
                .or(() -> only(values(items, item -> named(item, Role.MODALITY))));
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
