package org.confluens.template;

import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;
import static org.confluens.sr.RelationshipType.HAS_OBS_CONTEXT;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Tag;
import org.confluens.finding.Examination;
import org.confluens.finding.Segment;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ImageLibrary;
import org.confluens.sr.NumItem;
import org.confluens.sr.SrDocument;
import org.confluens.sr.StudyReference;
import org.confluens.sr.TemplateId;
import org.confluens.sr.TextItem;
import org.confluens.sr.UidRefItem;

/** Writes a form as a TID 1500 document. */
final class DocumentWriter {
    private final Template template;
    private final FormValues values;
    private final DocumentContext context;
    private final FormLayout layout;
    private final Conditions conditions;
    private final ItemWriting items;
    private final Set<StudyReference.Member> referenced = new LinkedHashSet<>();

    DocumentWriter(Template template, FormValues values, DocumentContext context) {
        this.template = template;
        this.values = values;
        this.context = context;
        this.layout = FormLayout.of(template);
        this.conditions = new Conditions(layout, values);
        this.items = new ItemWriting(template, context, referenced);
    }

    SrDocument write() {
        ContainerItem root = root();
        String study = context.study().string(Tag.StudyInstanceUID, "");
        List<StudyReference.Member> current = new ArrayList<>(context.evidence());
        List<StudyReference.Member> other = new ArrayList<>();
        referenced.forEach(m -> (m.studyInstanceUid().equals(study) ? current : other).add(m));
        return SrDocument.builder()
                .context(context.study())
                .sopInstance(context.sopInstanceUid())
                .instanceNumber(context.instanceNumber())
                .series(context.series())
                .equipment(context.equipment())
                .contentAt(context.contentAt())
                .state(context.state())
                .evidence(current, other)
                .predecessors(context.predecessors())
                .requests(context.requests())
                .root(root)
                .build();
    }

    private ContainerItem root() {
        List<ContentItem> children = new ArrayList<>();
        children.add(ContextItems.language(context.language()));
        children.addAll(ContextItems.observers(context));
        children.addAll(procedures());
        children.add(CodeItem.of(HAS_CONCEPT_MOD, Concepts.TITLE_MODIFIER, template.code()));
        int beforeSections = children.size();
        for (Section section : template.sections()) {
            if (section.isSegments()) {
                children.add(segments(section));
            } else {
                children.addAll(groups(section.group(), section.id()));
            }
        }
        imageLibrary().ifPresent(library -> children.add(beforeSections, library));
        return ContainerItem.root(template.documentTitle(), children.toArray(ContentItem[]::new))
                .withTemplate(TemplateId.dcmr("1500"));
    }

    /** TID 1500 row 6; made last, because it lists what the sections refer to. */
    private Optional<ContainerItem> imageLibrary() {
        String modality = context.study().string(Tag.Modality, "");
        return ImageLibrary.of(modality, context.evidence(), List.copyOf(referenced));
    }

    /** TID 1500 row 4 takes the kind of imaging, TID 1005 in which procedure it was done. */
    private List<ContentItem> procedures() {
        List<ContentItem> procedures = new ArrayList<>();
        template.procedureReported()
                .ifPresent(code -> procedures.add(CodeItem.of(HAS_CONCEPT_MOD, Concepts.PROCEDURE_REPORTED, code)));
        layout.fields(values).stream()
                .filter(f -> f.item().hasRole(ItemRole.PROCEDURE))
                .flatMap(f -> values.values(f.path()).stream())
                .map(v -> ((Value.CodeValue) v).code())
                .forEach(code -> procedures.add(CodeItem.of(HAS_OBS_CONTEXT, Concepts.PROCEDURE_CODE, code)));
        return procedures;
    }

    /** A group as containers, one an occurrence; one without content is left out. */
    private List<ContentItem> groups(Group group, String path) {
        List<ContentItem> containers = new ArrayList<>();
        if (!group.cardinality().isRepeatable()) {
            container(group, path, containers);
        } else {
            values.occurrences(path).forEach(n -> container(group, path + "[" + n + "]", containers));
        }
        return containers;
    }

    private void container(Group group, String scope, List<ContentItem> containers) {
        List<ContentItem> content = content(group, scope);
        if (!content.isEmpty()) {
            containers.add(ContainerItem.of(CONTAINS, group.concept(), content.toArray(ContentItem[]::new)));
        }
    }

    private List<ContentItem> content(Group group, String scope) {
        List<ContentItem> content = new ArrayList<>();
        for (Node node : group.children()) {
            String path = scope + "/" + node.id();
            if (node instanceof Group inner) {
                content.addAll(groups(inner, path));
            } else if (!((Item) node).hasRole(ItemRole.PROCEDURE)) {
                layout.field(path)
                        .filter(this::isWritten)
                        .ifPresent(field -> content.addAll(items.write(field, values.values(path))));
            }
        }
        return content;
    }

    private boolean isWritten(Field field) {
        return values.field(field.path())
                .filter(value -> value.state().isAttested() || !field.item().clinical())
                .filter(value -> conditions.applies(field))
                .isPresent();
    }

    private ContainerItem segments(Section section) {
        List<ContentItem> groups = new ArrayList<>(ContextItems.algorithms(context.algorithms()));
        for (VeinAnatomy.Entry entry : layout.segments(section, values)) {
            List<ContentItem> content = content(
                    section.group(), section.id() + "/" + entry.segment().id());
            if (!content.isEmpty() || isExpected(section, entry)) {
                groups.add(measurementGroup(entry.segment(), content));
            }
        }
        if (groups.isEmpty()) {
            groups.addAll(emptyGroups());
        }
        return ContainerItem.of(CONTAINS, section.group().concept(), groups.toArray(ContentItem[]::new));
    }

    /**
     * A group for each segment that may be chosen, where none is yet: TID 1500 demands the container (row 6), readers of
     * it fail on one without content, and who goes on in an editor of the PACS finds a place for each segment.
     */
    private List<ContentItem> emptyGroups() {
        Examination examination = template.examination().orElse(Examination.CATHETER);
        return template.veins().entries().stream()
                .map(VeinAnatomy.Entry::segment)
                .filter(segment -> segment.isAssessableBy(examination))
                .<ContentItem>map(segment -> measurementGroup(segment, List.of()))
                .toList();
    }

    private boolean isExpected(Section section, VeinAnatomy.Entry entry) {
        return section.everySegment()
                && template.examination().filter(entry.expectedBy()::contains).isPresent();
    }

    /** TID 300 repeats the site below a number; viewers expect something there, and fail on a number with nothing below. */
    private static ContentItem sited(ContentItem item, ContentItem site) {
        return item instanceof NumItem && item.children().isEmpty() ? item.with(site) : item;
    }

    private ContainerItem measurementGroup(Segment segment, List<ContentItem> content) {
        List<ContentItem> children = new ArrayList<>();
        children.add(TextItem.of(HAS_OBS_CONTEXT, Concepts.TRACKING_IDENTIFIER, segment.id()));
        children.add(UidRefItem.of(
                HAS_OBS_CONTEXT, Concepts.TRACKING_UID, context.trackingUids().apply(segment.id())));
        ContentItem site = ContextItems.site(segment);
        children.add(site);
        content.forEach(item -> children.add(sited(item, site)));
        return ContainerItem.of(CONTAINS, Concepts.MEASUREMENT_GROUP, children.toArray(ContentItem[]::new))
                .withTemplate(TemplateId.dcmr("1501"));
    }
}
