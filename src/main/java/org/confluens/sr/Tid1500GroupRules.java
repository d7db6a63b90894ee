package org.confluens.sr;

import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;
import static org.confluens.sr.RelationshipType.HAS_OBS_CONTEXT;

import java.util.List;
import java.util.Set;

/** The rules for one measurement group (PS3.16 TID 1501). */
final class Tid1500GroupRules {

    private static final Code TRACKING_IDENTIFIER = Tid1500Rules.dcm("112039");
    private static final Code TRACKING_UID = Tid1500Rules.dcm("112040");
    private static final Code SEGMENT = Tid1500Rules.dcm("121191");
    private static final Code FINDING = Tid1500Rules.dcm("121071");
    private static final Code SITE = new Code("363698007", "SCT", "Finding Site");
    private static final Code METHOD = new Code("370129005", "SCT", "Measurement Method");
    private static final Code CATEGORY = new Code("276214006", "SCT", "Finding category");
    private static final Code SESSION = new Code("C67447", "NCIt", "Activity Session");
    private static final Set<Code> AT_MOST_ONCE = Set.of(FINDING, METHOD, CATEGORY, SESSION);
    private static final Set<String> TOOL_PREFIXES = Set.of("Cornerstone3DTools@", "cornerstoneTools@");
    private static final Set<String> TEMPLATES = Set.of("1501", "1410", "1411");

    private final ContainerItem group;
    private final Position place;
    private final List<String> trackingUids;
    private final List<Tid1500Rules.Breach> breaches;

    Tid1500GroupRules(
            ContainerItem group, Position place, List<String> trackingUids, List<Tid1500Rules.Breach> breaches) {
        this.group = group;
        this.place = place;
        this.trackingUids = trackingUids;
        this.breaches = breaches;
    }

    void check() {
        boolean template = group.template()
                .filter(id -> TEMPLATES.contains(id.identifier())
                        && id.mappingResource().equals("DCMR"))
                .isPresent();
        require(template, Tid1500Rule.GROUP_TEMPLATE, place);
        tracking();
        for (Code concept : AT_MOST_ONCE) {
            require(group.childrenNamed(concept).count() <= 1, Tid1500Rule.ONCE, place);
        }
        for (int i = 0; i < group.children().size(); i++) {
            item(group.children().get(i), place.child(i + 1));
        }
    }

    private void tracking() {
        List<ContentItem> names = group.childrenNamed(TRACKING_IDENTIFIER).toList();
        require(
                names.size() == 1 && Tid1500Rules.is(names.get(0), HAS_OBS_CONTEXT, ValueType.TEXT),
                Tid1500Rule.TRACKING_IDENTIFIER,
                place);
        boolean tool = names.stream()
                .anyMatch(name -> name instanceof TextItem text
                        && TOOL_PREFIXES.stream().anyMatch(prefix -> text.text().startsWith(prefix)));
        require(!tool, Tid1500Rule.TRACKING_TOOL, place);
        List<ContentItem> uids = group.childrenNamed(TRACKING_UID).toList();
        boolean one = uids.size() == 1 && Tid1500Rules.is(uids.get(0), HAS_OBS_CONTEXT, ValueType.UIDREF);
        require(one, Tid1500Rule.TRACKING_UID, place);
        if (!one) {
            return;
        }
        ContentItem first = group.children().stream()
                .filter(UidRefItem.class::isInstance)
                .findFirst()
                .orElseThrow();
        require(first == uids.get(0), Tid1500Rule.TRACKING_UID_FIRST, place);
        String uid = ((UidRefItem) uids.get(0)).uid();
        require(!trackingUids.contains(uid), Tid1500Rule.TRACKING_UID_ONCE, place);
        trackingUids.add(uid);
    }

    private void item(ContentItem item, Position position) {
        if (item.isConcept(SITE)) {
            boolean site = Tid1500Rules.is(item, HAS_CONCEPT_MOD, ValueType.CODE)
                    && item.children().stream()
                            .allMatch(child -> Tid1500Rules.is(child, HAS_CONCEPT_MOD, ValueType.CODE));
            require(site, Tid1500Rule.FINDING_SITE, position);
        } else if (item instanceof NumItem num) {
            require(Tid1500Rules.isContained(num), Tid1500Rule.MEASUREMENT, position);
            require(hasReadableSource(num), Tid1500Rule.MEASUREMENT_SOURCE, position);
        } else if (item.isConcept(FINDING)) {
            boolean evaluation =
                    Tid1500Rules.isContained(item) && (item instanceof CodeItem || item instanceof TextItem);
            require(evaluation, Tid1500Rule.EVALUATION, position);
        } else if (item.isConcept(SEGMENT)) {
            require(item instanceof ImageItem, Tid1500Rule.REFERENCED_SEGMENT, position);
        }
    }

    /** A viewer takes the first item below a number as its region, unless it only modifies the number. */
    private static boolean hasReadableSource(NumItem num) {
        if (num.children().isEmpty()) {
            return false;
        }
        ContentItem first = num.children().get(0);
        if (!Tid1500Rules.isSource(first)) {
            return true;
        }
        boolean region = first instanceof ScoordItem || first instanceof Scoord3dItem;
        return region && first.children().stream().anyMatch(ImageItem.class::isInstance);
    }

    private void require(boolean kept, Tid1500Rule rule, Position position) {
        if (!kept) {
            breaches.add(new Tid1500Rules.Breach(rule, position));
        }
    }
}
