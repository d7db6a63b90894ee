package org.confluens.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.confluens.finding.Extraction.UnplacedFinding;
import org.confluens.finding.FindingVocabulary.Place;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.NumItem;
import org.confluens.sr.SrDocument;

/**
 * Takes the findings per vein segment out of a structured report by their codes, never by its text: from the measurement
 * groups of a TID 1500 Measurement Report, whichever product wrote it. Sections on history and earlier findings are not
 * looked at. Nothing is guessed: what belongs to no one segment is returned as unplaced.
 */
public final class FindingExtractor {
    private final Anatomy anatomy;
    private final FindingVocabulary vocabulary;
    private final SegmentLocator locator;
    private final Verdicts verdicts;

    public FindingExtractor(Anatomy anatomy, FindingVocabulary vocabulary) {
        this.anatomy = anatomy;
        this.vocabulary = vocabulary;
        this.locator = new SegmentLocator(anatomy, vocabulary);
        this.verdicts = new Verdicts(vocabulary);
    }

    /** The digest of everything that its findings depend on beside the document. */
    public String fingerprint() {
        return fingerprint(anatomy, vocabulary);
    }

    /**
     * A digest of everything that the findings of a document depend on beside the document: anatomy, vocabulary, and the code
     * that reads them. While it stays the same, findings that were kept need not be taken out of their document again.
     */
    public static String fingerprint(Anatomy anatomy, FindingVocabulary vocabulary) {
        MessageDigest digest = sha256();
        digest.update(anatomy.fingerprint().getBytes(StandardCharsets.UTF_8));
        digest.update(vocabulary.fingerprint().getBytes(StandardCharsets.UTF_8));
        digest.update(Axes.fingerprint().getBytes(StandardCharsets.UTF_8));
        digest.update(NumberGate.fingerprint().getBytes(StandardCharsets.UTF_8));
        ExtractionCode.addTo(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The findings of a document whose codes say which examination it reports. */
    public static Extraction extract(SrDocument document, Anatomy anatomy, FindingVocabulary vocabulary) {
        return new FindingExtractor(anatomy, vocabulary).extract(document);
    }

    /** The findings of a document, or the segments it treated; nothing where its codes do not say what it reports. */
    public Extraction extract(SrDocument document) {
        ExaminationDetector detector = new ExaminationDetector(vocabulary);
        if (detector.isTreatment(document)) {
            return treatment(document);
        }
        return detector.examination(document)
                .map(examination -> extract(document, examination))
                .orElse(Extraction.NOTHING);
    }

    /** The findings of a document that is known to report the given examination. */
    public Extraction extract(SrDocument document, Examination examination) {
        double threshold = threshold(document).orElse(Verdicts.USUAL_THRESHOLD);
        Map<Segment, SegmentFinding> findings = new LinkedHashMap<>();
        List<UnplacedFinding> unplaced = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        groups(document.root(), item -> {
            GroupReader.Group group = GroupReader.read(item, vocabulary, document.root());
            refused.addAll(group.refusedNumbers());
            group.byPlace().forEach((place, said) -> {
                boolean wholeVein = coversWholeVein(said, examination, threshold);
                for (Segment segment : locate(group, place, wholeVein, unplaced)) {
                    findings.merge(segment, finding(said, segment, examination, threshold), SegmentFinding::with);
                }
            });
        });
        List<SegmentFinding> inOrder = inOrder(findings);
        OptionalInt criteriaMet = examination == Examination.ULTRASOUND ? criteriaMet(document) : OptionalInt.empty();
        return new Extraction(
                Optional.of(examination), inOrder, Set.of(), criteriaMet, unplaced, refused, isOfPoorQuality(document));
    }

    /**
     * A treatment is a catheter study that changes the vein: what it says of the segment before is a catheter's verdict of
     * that day. A group that was only offered, for a segment that nobody chose, treated nothing.
     */
    private Extraction treatment(SrDocument document) {
        double threshold = threshold(document).orElse(Verdicts.USUAL_THRESHOLD);
        Set<Segment> treated = new LinkedHashSet<>();
        Map<Segment, SegmentFinding> before = new LinkedHashMap<>();
        List<UnplacedFinding> unplaced = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        groups(document.root(), item -> {
            GroupReader.Group group = GroupReader.read(item, vocabulary, document.root());
            refused.addAll(group.refusedNumbers());
            if (!group.isOnlyNamed()) {
                group.byPlace()
                        .forEach((place, said) -> locate(group, place, true, unplaced)
                                .forEach(segment -> {
                                    treated.add(segment);
                                    SegmentFinding found = finding(said, segment, Examination.CATHETER, threshold);
                                    if (found.verdict().assessed()) {
                                        before.merge(segment, found, SegmentFinding::with);
                                    }
                                }));
            }
        });
        return new Extraction(
                Optional.of(Examination.CATHETER),
                inOrder(before),
                treated,
                OptionalInt.empty(),
                unplaced,
                refused,
                false);
    }

    private List<SegmentFinding> inOrder(Map<Segment, SegmentFinding> findings) {
        return anatomy.segments().stream()
                .filter(findings::containsKey)
                .map(findings::get)
                .toList();
    }

    private boolean isOfPoorQuality(SrDocument document) {
        return ContentTree.nodes(document.root()).stream()
                .map(ContentTree.Node::item)
                .filter(item -> is(item, Role.IMAGE_QUALITY))
                .filter(CodeItem.class::isInstance)
                .anyMatch(item -> vocabulary.means(((CodeItem) item).value(), Role.POOR_QUALITY));
    }

    private List<Segment> locate(
            GroupReader.Group group, Place place, boolean wholeVein, List<UnplacedFinding> unplaced) {
        SegmentLocator.Location location = locator.locate(place, group.trackingIdentifier(), wholeVein);
        location.problem().ifPresent(reason -> unplaced.add(new UnplacedFinding(group.trackingIdentifier(), reason)));
        return location.segments();
    }

    private OptionalInt criteriaMet(SrDocument document) {
        return number(document, Role.CRITERIA_COUNT).stream()
                .mapToInt(count -> (int) count)
                .findFirst();
    }

    private SegmentFinding finding(Statements said, Segment segment, Examination examination, double threshold) {
        Set<Kind> kinds = said.presentKinds();
        if (verdicts.refluxes(said, segment)) {
            kinds.add(Kind.REFLUX);
        }
        Verdicts.Judged judged =
                verdicts.verdict(said, segment, examination, said.threshold().orElse(threshold));
        boolean aLesion = judged.verdict().narrow() || judged.doubt().isPresent();
        return new SegmentFinding(
                segment,
                examination,
                judged.verdict(),
                kinds,
                said.percent(examination),
                said.images(),
                said.absentKinds(),
                aLesion ? List.of(said.lesion(judged.verdict(), judged.doubt())) : List.of());
    }

    /** A statement on a vein without its level is true of each of its segments only when it finds nothing there. */
    private static boolean coversWholeVein(Statements said, Examination examination, double threshold) {
        boolean open = said.percent(examination).orElse(0) < threshold
                && said.presentKinds().stream().allMatch(kind -> kind == Kind.CALIBRE_NORMAL);
        return open || said.notAssessed();
    }

    private OptionalDouble threshold(SrDocument document) {
        return number(document, Role.THRESHOLD);
    }

    private OptionalDouble number(SrDocument document, Role role) {
        return ContentTree.nodes(document.root()).stream()
                .map(ContentTree.Node::item)
                .filter(item -> is(item, role))
                .filter(NumItem.class::isInstance)
                .map(item -> NumberGate.read((NumItem) item, role).value())
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private void groups(ContentItem root, Consumer<ContentItem> consumer) {
        root.children().stream()
                .filter(section -> is(section, Role.FINDINGS_SECTION))
                .flatMap(section -> section.children().stream())
                .filter(item -> is(item, Role.MEASUREMENT_GROUP) || isEvaluation(item))
                .forEach(consumer);
    }

    /** TID 1500 allows qualitative evaluations beside the groups; one without a site of its own speaks of no segment. */
    private boolean isEvaluation(ContentItem item) {
        return (item instanceof CodeItem || item instanceof NumItem)
                && item.children().stream().anyMatch(child -> is(child, Role.FINDING_SITE));
    }

    private boolean is(ContentItem item, Role role) {
        return item.concept().filter(code -> vocabulary.means(code, role)).isPresent();
    }
}
