package org.confluens.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.finding.Examination;
import org.confluens.finding.Segment;
import org.confluens.sr.Code;

/**
 * A report template, read from one XML file.
 *
 * @param date when this version was made, as {@code 2026-11-23}
 * @param identifier the private template identifier, a CS such as {@code CCSVI_MRV}
 * @param code what kind of report it makes; written as Document Title Modifier
 * @param documentTitle the concept name of the root, of CID 7021
 * @param procedures the procedures it can report, the usual one first
 * @param procedureReported the kind of imaging in the terms of CID 100, where that has one
 * @param examination what its verdicts count as; none for treatment and follow-up
 * @param veins the segments that it can report on
 * @param codes what its codes are called and mean
 * @param texts its labels in other languages
 */
public record Template(
        String id,
        String version,
        Optional<String> date,
        Status status,
        String identifier,
        Code code,
        Code documentTitle,
        List<Code> procedures,
        Optional<Code> procedureReported,
        Optional<Examination> examination,
        String title,
        Optional<String> help,
        List<Section> sections,
        VeinAnatomy veins,
        CodeBook codes,
        Texts texts) {

    /** Whether new reports are made from it: only from an active one without being asked, from a retired one never. */
    public enum Status {
        ACTIVE,
        TRIAL,
        RETIRED
    }

    public Template {
        procedures = List.copyOf(procedures);
        sections = List.copyOf(sections);
    }

    public Optional<Section> section(String sectionId) {
        return sections.stream().filter(s -> s.id().equals(sectionId)).findFirst();
    }

    public Optional<Section> section(Section.Role role) {
        return sections.stream()
                .filter(s -> s.role().filter(r -> r == role).isPresent())
                .findFirst();
    }

    /** The section that is asked for once a segment. */
    public Optional<Section> segments() {
        return sections.stream().filter(Section::isSegments).findFirst();
    }

    /** Every item, in the order of the form. */
    public Stream<Item> items() {
        return sections.stream().flatMap(s -> items(s.group()));
    }

    /** The same template, from which no new reports are made. */
    Template retired() {
        return withStatus(Status.RETIRED);
    }

    Template withStatus(Status other) {
        return new Template(
                id,
                version,
                date,
                other,
                identifier,
                code,
                documentTitle,
                procedures,
                procedureReported,
                examination,
                title,
                help,
                sections,
                veins,
                codes,
                texts);
    }

    /** Whether a report means the same with either: the same questions, and no segment gone or redefined. */
    boolean asksTheSameAs(Template other) {
        return identifier.equals(other.identifier)
                && code.equals(other.code)
                && documentTitle.equals(other.documentTitle)
                && procedures.equals(other.procedures)
                && procedureReported.equals(other.procedureReported)
                && examination.equals(other.examination)
                && sections.equals(other.sections)
                && veins.entries().stream()
                        .map(VeinAnatomy.Entry::segment)
                        .allMatch(segment -> other.veins
                                .entry(segment.id())
                                .filter(e -> isSamePlace(e.segment(), segment))
                                .isPresent());
    }

    private static boolean isSamePlace(Segment one, Segment other) {
        return one.site().equals(other.site())
                && one.laterality().equals(other.laterality())
                && one.level().equals(other.level());
    }

    static Stream<Item> items(Node node) {
        return node instanceof Group group
                ? group.children().stream().flatMap(Template::items)
                : Stream.of((Item) node);
    }
}
