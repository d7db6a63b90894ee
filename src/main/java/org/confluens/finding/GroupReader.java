package org.confluens.finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.confluens.finding.FindingVocabulary.Place;
import org.confluens.finding.Statements.Presence;
import org.confluens.sr.ByReferenceItem;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.ImageItem;
import org.confluens.sr.NumItem;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.TextItem;

/**
 * Reads one measurement group (PS3.16 TID 1501, 1410, 1411) or one free-standing evaluation: its places and what is said
 * of each. A measurement or evaluation with a finding site of its own (TID 300) speaks of that site, not of the group's.
 */
final class GroupReader {
    private static final Place NOWHERE = new Place(Optional.empty(), Optional.empty(), Optional.empty());
    private static final List<Role> MEASURED = List.of(
            Role.STENOSIS_PERCENT,
            Role.AREA_STENOSIS_PERCENT,
            Role.THRESHOLD,
            Role.SUPINE_AREA,
            Role.STENOSIS_LENGTH,
            Role.REFLUX_DURATION);

    private final FindingVocabulary vocabulary;
    private final Map<Place, Statements> byPlace = new LinkedHashMap<>();
    private final List<String> refused = new ArrayList<>();
    private final ContentItem root;
    private Optional<String> trackingIdentifier = Optional.empty();

    private GroupReader(FindingVocabulary vocabulary, ContentItem root) {
        this.vocabulary = vocabulary;
        this.root = root;
    }

    /**
     * A group as read: its name, and what it says about each place.
     *
     * @param refusedNumbers the numbers of it that do not count, and why
     * @param isOnlyNamed whether it names a place and states nothing at all, as a group that nobody filled in
     */
    record Group(
            Optional<String> trackingIdentifier,
            Map<Place, Statements> byPlace,
            List<String> refusedNumbers,
            boolean isOnlyNamed) {}

    /** Reads a group of the document with that root, to which content by reference points. */
    static Group read(ContentItem item, FindingVocabulary vocabulary, ContentItem root) {
        GroupReader reader = new GroupReader(vocabulary, root);
        boolean isGroup = reader.is(item, Role.MEASUREMENT_GROUP);
        List<Place> places = isGroup ? reader.places(item) : List.of(NOWHERE);
        (isGroup ? item.children() : List.of(item)).forEach(child -> reader.read(child, places));
        reader.byPlace.entrySet().removeIf(e -> e.getValue().isEmpty() && !places.contains(e.getKey()));
        boolean onlyNamed = isGroup && item.children().stream().allMatch(reader::isName);
        return new Group(reader.trackingIdentifier, reader.byPlace, reader.refused, onlyNamed);
    }

    private boolean isName(ContentItem item) {
        return is(item, Role.FINDING_SITE)
                || is(item, Role.TRACKING_IDENTIFIER)
                || is(item, Role.TRACKING_UNIQUE_IDENTIFIER);
    }

    private void read(ContentItem item, List<Place> groupPlaces) {
        if (is(item, Role.FINDING_SITE)) {
            readLandmarks(item, groupPlaces);
            return;
        }
        if (is(item, Role.TRACKING_IDENTIFIER) && item instanceof TextItem text) {
            trackingIdentifier = Optional.of(text.text().strip());
            return;
        }
        if (item instanceof ByReferenceItem reference) {
            ContentTree.at(root, reference.target()).ifPresent(target -> refer(target, groupPlaces));
            return;
        }
        List<Place> own = places(item);
        List<Place> places = own.isEmpty() ? groupPlaces : own;
        places.forEach(place -> state(item, byPlace.computeIfAbsent(place, p -> new Statements())));
        item.children().stream().filter(child -> !is(child, Role.PRESENCE)).forEach(child -> read(child, places));
    }

    /** Content by reference (PS3.3 C.17.3.2.5) counts as what it points at, without what stands below that. */
    private void refer(ContentItem target, List<Place> groupPlaces) {
        List<Place> own = places(target);
        (own.isEmpty() ? groupPlaces : own)
                .forEach(place -> state(target, byPlace.computeIfAbsent(place, p -> new Statements())));
    }

    private void state(ContentItem item, Statements said) {
        if (item instanceof CodeItem code) {
            evaluate(code, said);
        } else if (item instanceof NumItem num) {
            measure(num, said);
        } else if (item instanceof ImageItem image) {
            said.show(new ImageEvidence(
                    image.image().image().sopClassUid(),
                    image.image().image().sopInstanceUid(),
                    image.image().frames()));
        }
    }

    private void evaluate(CodeItem item, Statements said) {
        Code value = item.value();
        Optional<Kind> asked = item.concept().flatMap(vocabulary::kind);
        Optional<Kind> answered = vocabulary.kind(value);
        if (isAssessment(value)) {
            if (asked.isEmpty()) {
                assess(value, said);
            }
        } else if (asked.isPresent() && answered.isEmpty()) {
            said.state(asked.get(), presence(value).orElse(Presence.INDETERMINATE));
        } else if (answered.isPresent()) {
            said.state(answered.get(), qualifyingPresence(item));
        } else if (vocabulary.means(value, Role.NORMAL)) {
            said.callNormal();
            if (is(item, Role.FINDING)) {
                said.state(Kind.NORMAL, Presence.PRESENT);
            }
        } else if (is(item, Role.CAUSE)) {
            said.cause(value);
        }
    }

    private boolean isAssessment(Code value) {
        return vocabulary.means(value, Role.ASSESSED)
                || vocabulary.means(value, Role.NOT_ASSESSED)
                || vocabulary.means(value, Role.NOT_ASSESSABLE);
    }

    private void assess(Code value, Statements said) {
        for (Role answer : List.of(Role.ASSESSED, Role.NOT_ASSESSED, Role.NOT_ASSESSABLE)) {
            if (vocabulary.means(value, answer)) {
                said.assess(answer);
            }
        }
    }

    /** A finding may be named and then said to be absent, by a modifier or property of its own. */
    private Presence qualifyingPresence(CodeItem item) {
        return item.children().stream()
                .filter(child -> is(child, Role.PRESENCE) || isNegation(child))
                .filter(CodeItem.class::isInstance)
                .map(child -> presence(((CodeItem) child).value()).orElse(Presence.INDETERMINATE))
                .findFirst()
                .orElse(Presence.PRESENT);
    }

    /** Whatever a modifier is called: one that is answered with absent or unknown takes the finding back. */
    private boolean isNegation(ContentItem child) {
        return child.relationship()
                        .filter(RelationshipType.HAS_CONCEPT_MOD::equals)
                        .isPresent()
                && child instanceof CodeItem modifier
                && presence(modifier.value())
                        .filter(said -> said != Presence.PRESENT)
                        .isPresent();
    }

    private Optional<Presence> presence(Code value) {
        if (vocabulary.means(value, Role.PRESENT)) {
            return Optional.of(Presence.PRESENT);
        }
        if (vocabulary.means(value, Role.ABSENT)) {
            return Optional.of(Presence.ABSENT);
        }
        return vocabulary.means(value, Role.INDETERMINATE) ? Optional.of(Presence.INDETERMINATE) : Optional.empty();
    }

    private void measure(NumItem item, Statements said) {
        if (isAfterTreatment(item)) {
            return;
        }
        for (Role role : MEASURED) {
            if (is(item, role)) {
                NumberGate.Reading read = NumberGate.read(item, role);
                read.refusal().ifPresent(why -> refuse(role, why, said));
                read.value().ifPresent(value -> take(item, role, value, said));
            }
        }
    }

    private void take(NumItem item, Role role, double value, Statements said) {
        boolean percent = role == Role.STENOSIS_PERCENT || role == Role.AREA_STENOSIS_PERCENT;
        if (percent && isCalculated(item)) {
            said.calculate(value);
        } else {
            said.measure(role, value);
        }
    }

    private void refuse(Role role, NumberGate.Refusal why, Statements said) {
        said.misunderstand(role);
        refused.add(role.id() + ": " + why);
    }

    /** What a treatment left behind is no finding of the study that led to it. */
    private boolean isAfterTreatment(NumItem item) {
        return item.children().stream()
                .filter(CodeItem.class::isInstance)
                .anyMatch(child -> vocabulary.means(((CodeItem) child).value(), Role.AFTER));
    }

    private boolean isCalculated(NumItem item) {
        return item.children().stream()
                .filter(child -> is(child, Role.DERIVATION))
                .filter(CodeItem.class::isInstance)
                .anyMatch(child -> vocabulary.means(((CodeItem) child).value(), Role.CALCULATED));
    }

    private List<Place> places(ContentItem item) {
        List<Place> places = new ArrayList<>();
        for (ContentItem child : item.children()) {
            if (is(child, Role.FINDING_SITE) && child instanceof CodeItem site) {
                places.add(new Place(
                        Optional.of(site.value()), modifier(site, Role.LATERALITY, any -> true), level(site)));
            }
        }
        return places.isEmpty() && is(item, Role.MEASUREMENT_GROUP) ? List.of(NOWHERE) : places;
    }

    /** Of several topographical modifiers the one that names a part of the vein, not a landmark beside it. */
    private Optional<Code> level(CodeItem site) {
        return modifier(site, Role.LEVEL, code -> vocabulary.kind(code).isEmpty())
                .or(() -> modifier(site, Role.LEVEL, any -> true));
    }

    private Optional<Code> modifier(CodeItem site, Role role, Predicate<Code> wanted) {
        return site.children().stream()
                .filter(child -> is(child, role))
                .filter(CodeItem.class::isInstance)
                .map(child -> ((CodeItem) child).value())
                .filter(wanted)
                .findFirst();
    }

    /** A topographical modifier such as the skull base says where in the segment the narrowing lies. */
    private void readLandmarks(ContentItem site, List<Place> places) {
        site.children().stream()
                .filter(child -> is(child, Role.LEVEL))
                .filter(CodeItem.class::isInstance)
                .flatMap(child -> vocabulary.kind(((CodeItem) child).value()).stream())
                .forEach(kind -> places.forEach(place ->
                        byPlace.computeIfAbsent(place, p -> new Statements()).state(kind, Presence.PRESENT)));
    }

    private boolean is(ContentItem item, Role role) {
        return item.concept().filter(code -> vocabulary.means(code, role)).isPresent();
    }
}
