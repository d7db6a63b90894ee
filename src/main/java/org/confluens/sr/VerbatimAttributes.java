package org.confluens.sr;

import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.Tag;

/**
 * What an item says and the model cannot: a second measured value, two templates, a frame number that is no number. It
 * is kept as it came, reported, and written again in the place of what the model would write.
 */
final class VerbatimAttributes {

    /** A root is a container whatever it says, and its relationships are read apart. */
    private static final Set<Integer> OF_THE_ROOT = Set.of(
            Tag.ConceptNameCodeSequence,
            Tag.ObservationDateTime,
            Tag.ObservationUID,
            Tag.ContinuityOfContent,
            Tag.ContentTemplateSequence);

    private VerbatimAttributes() {}

    static ContentItem keep(ContentItem item, Dataset source, Findings findings) {
        return keep(item, source, tag -> tag != Tag.ContentSequence, findings);
    }

    static ContainerItem keepInRoot(ContainerItem root, Dataset source, Findings findings) {
        return (ContainerItem) keep(root, source, OF_THE_ROOT::contains, findings);
    }

    private static ContentItem keep(ContentItem item, Dataset source, IntPredicate tags, Findings findings) {
        Dataset.Builder builder = Dataset.builder();
        ItemWriter.write(item, builder);
        Dataset written = builder.build();
        Dataset kept = source.filter(tag -> tags.test(tag) && differs(source, written, tag));
        if (kept.isEmpty()) {
            return item;
        }
        kept.forEach(element -> report(element, findings));
        ItemHead head = item.head();
        return item.withHead(new ItemHead(
                head.relationship(),
                head.concept(),
                head.observationDateTime(),
                head.observationUid(),
                head.others().toBuilder().putAll(kept).build()));
    }

    private static boolean differs(Dataset source, Dataset written, int tag) {
        Optional<Element> element = source.element(tag);
        return element.isPresent() && !written.element(tag).equals(element);
    }

    private static void report(Element element, Findings findings) {
        if (!element.isEmpty()) {
            findings.report(
                    SrProblemCode.UNSUPPORTED_VALUE, element.tag(), "holds more than is understood; kept as it is");
        }
    }
}
