package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TextRecoding;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.data.VR;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.CompletionFlag;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ContentTree;
import org.confluens.sr.DocumentSeries;
import org.confluens.sr.DocumentState;
import org.confluens.sr.Measurement;
import org.confluens.sr.NumItem;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrDocumentBuilder;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;
import org.confluens.sr.TextItem;
import org.confluens.sr.UidRefItem;
import org.confluens.sr.VerificationFlag;
import org.confluens.sr.VerifyingObserver;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the editors of other products make of our drafts: each is taken over with the right values or waits for a person. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ForeignVariantsIT {

    private static final OffsetDateTime NOW = OffsetDateTime.of(2026, 3, 2, 9, 0, 0, 0, ZoneOffset.UTC);
    private static final Code MEASUREMENTS = new Code("126010", "DCM", "Imaging Measurements");
    private static final Code TRACKING = new Code("112039", "DCM", "Tracking Identifier");
    private static final Code TRACKING_UID = new Code("112040", "DCM", "Tracking Unique Identifier");
    private static final Code SITE = new Code("363698007", "SCT", "Finding Site");
    private static final Code LATERALITY = new Code("272741003", "SCT", "Laterality");
    private static final Code TITLE_MODIFIER = new Code("113011", "DCM", "Document Title Modifier");
    private static final String NARROW = "IJV-R-J2";

    private static ContainerItem filled;

    @ArquillianResource
    private URI address;

    private final String study = Uids.create();
    private final String patient = "V" + Math.abs(study.hashCode());
    private ReadingRoom room;
    private long id;
    private SrDocument draft;

    @BeforeEach
    void draft() throws IOException {
        room = new ReadingRoom(address);
        if (filled == null) {
            long model = room.draft(Uids.create(), patient + "M");
            room.fill(model, NARROW);
            room.post("reports/" + model + "/complete", "{}");
            filled = SrReader.read(room.document(model, 2)).document().root();
        }
        id = room.draft(study, patient);
        draft = SrReader.read(room.document(id, 1)).document();
    }

    @Test
    void takesOverWhatWasChangedMovedAddedAndReordered() throws Exception {
        ContainerItem root = groups(groups -> {
            List<ContentItem> others = new ArrayList<>(groups);
            ContentItem narrow = group(groups, NARROW);
            ContentItem open = group(groups, "IJV-L-J3");
            others.set(groups.indexOf(narrow), answers(open, narrow));
            others.set(groups.indexOf(open), answers(percent(narrow, "85", "%"), open));
            others.add(named(answers(narrow, narrow), "EJV-R", new Code("71585003", "SCT", "External jugular vein")));
            Collections.reverse(others);
            return others;
        });
        SrDocument edited = edited(root, verified()).build();

        room.store(SrWriter.write(edited));

        assertThat(room.await(study, patient, "VERIFIED")).isEqualTo(id);
        JsonObject values = room.report(id).json().getJsonObject("values");
        assertThat(value(values, "IJV-L-J3/stenosis")).contains("52101004");
        assertThat(value(values, "IJV-L-J3/stenosis-percent")).contains("85");
        assertThat(value(values, NARROW + "/stenosis")).contains("272519000");
        assertThat(values).doesNotContainKey("segments/" + NARROW + "/stenosis-percent");
        assertThat(value(values, "EJV-R/stenosis-percent")).contains("70");
        assertThat(room.get("flags?patient=" + patient).json().toString())
                .contains("IJV-L-J3")
                .doesNotContain(NARROW);
    }

    @Test
    void takesOverJapaneseTextInIso2022AndImplicitVrWithPrivateElementsAndNoTemplateIdentification() throws Exception {
        String words = "内頸静脈の狭窄";
        Dataset plain = SrWriter.write(edited(impression(words), complete()).build());
        Dataset recoded =
                TextRecoding.into(List.of("", "ISO 2022 IR 87"), withoutTemplates(plain)).orElseThrow().toBuilder()
                        .putPrivate("OTHER EDITOR", 0x0041, 0x10, VR.LO, "mark")
                        .build();

        room.storeAs(UID.ImplicitVRLittleEndian, recoded);

        assertThat(room.await(study, patient, "COMPLETED")).isEqualTo(id);
        assertThat(room.report(id).json().getJsonObject("values").toString()).contains(words);
        assertThat(room.document(id, 2).bytes(0x00411010)).hasValue("mark".getBytes(StandardCharsets.US_ASCII));
        assertThat(room.verify(id, "READER^RITA").status()).isEqualTo(200);
        assertThat(SrReader.read(room.document(id, 3)).document().root().toString())
                .contains(words);
    }

    @Test
    void takesOverLatin1Text() throws Exception {
        String words = "Große Vene, ø 4 mm";
        Dataset recoded = TextRecoding.into(
                        List.of("ISO_IR 100"),
                        SrWriter.write(edited(impression(words), complete()).build()))
                .orElseThrow();

        room.store(recoded);

        assertThat(room.await(study, patient, "COMPLETED")).isEqualTo(id);
        assertThat(room.report(id).json().getJsonObject("values").toString()).contains(words);
    }

    @Test
    void takesAPartialDocumentForWorkInProgress() throws Exception {
        room.store(SrWriter.write(edited(filled, DocumentState.DRAFT).build()));

        assertThat(room.await(study, patient, "IN_PROGRESS")).isEqualTo(id);
        assertThat(value(room.report(id).json().getJsonObject("values"), NARROW + "/stenosis-percent"))
                .contains("70");
    }

    @Test
    void amendsTheVerifiedReportThatItContinues() throws Exception {
        SrDocument first = edited(filled, verified()).build();
        room.store(SrWriter.write(first));
        room.await(study, patient, "VERIFIED");
        ContainerItem changed = groups(groups -> groups.stream()
                .map(group -> isOf(group, NARROW) ? percent(group, "90", "%") : group)
                .toList());
        SrDocument second = edited(changed, verified())
                .predecessors(StudyReference.group(List.of(first.asMember())))
                .build();

        room.store(SrWriter.write(second));

        assertThat(entry(second).getString("outcome")).isEqualTo("TAKEN_OVER");
        JsonObject report = room.report(id).json();
        assertThat(report.getInt("verifiedVersion")).isEqualTo(3);
        assertThat(value(report.getJsonObject("values"), NARROW + "/stenosis-percent"))
                .contains("90");
    }

    @Test
    void putsAsideASecondCompletionOfTheSameVersion() throws Exception {
        SrDocument first = edited(filled, complete()).build();
        SrDocument second = edited(impression("Something else."), complete()).build();
        room.store(SrWriter.write(first));
        room.await(study, patient, "COMPLETED");

        room.store(SrWriter.write(second));

        assertAside(second, "follows version 1");
        JsonObject note = room.report(id).json().getJsonArray("fromElsewhere").getJsonObject(0);
        assertThat(note.getBoolean("waits")).isTrue();
        assertThat(note.getString("reason")).contains("follows version 1");
        assertThat(room.report(id).json().toString()).doesNotContain("Something else.");
    }

    @Test
    void putsAsideACompletionThatNamesNoPredecessorWhenTheReportIsVerified() throws Exception {
        SrDocument first = edited(filled, verified()).build();
        room.store(SrWriter.write(first));
        room.await(study, patient, "VERIFIED");
        SrDocument second = edited(impression("Another."), verified())
                .predecessors(List.of())
                .build();

        room.store(SrWriter.write(second));

        assertAside(second, "VERIFIED");
        assertThat(room.report(id).json().getInt("verifiedVersion")).isEqualTo(2);
    }

    @Test
    void putsAsideASideThatContradictsTheTrackingIdentifier() throws Exception {
        SrDocument edited = edited(
                        groups(groups -> groups.stream()
                                .map(group -> isOf(group, NARROW) ? onTheLeft(group) : group)
                                .toList()),
                        complete())
                .build();

        room.store(SrWriter.write(edited));

        assertAside(edited, NARROW);
        assertUntouched();
    }

    @Test
    void putsAsideAPercentageThatTheFormWouldRefuseToo() throws Exception {
        SrDocument edited = edited(
                        groups(groups -> groups.stream()
                                .map(group -> isOf(group, NARROW) ? percent(group, "140", "%") : group)
                                .toList()),
                        verified())
                .build();

        room.store(SrWriter.write(edited));

        assertAside(edited, "140 is outside the range");
        assertUntouched();
    }

    @Test
    void putsAsideAPercentageInAUnitThatTheFieldCannotHold() throws Exception {
        SrDocument edited = edited(
                        groups(groups -> groups.stream()
                                .map(group -> isOf(group, NARROW) ? percent(group, "0.7", "1") : group)
                                .toList()),
                        verified())
                .build();

        room.store(SrWriter.write(edited));

        assertAside(edited, "segments/" + NARROW + "/stenosis-percent");
        assertUntouched();
    }

    @Test
    void putsAsideADocumentWithoutContentWhateverItsState() throws Exception {
        ContainerItem title =
                filled.withChildren(filled.childrenNamed(TITLE_MODIFIER).toList());
        SrDocument partial = edited(title, DocumentState.DRAFT).build();
        SrDocument complete = edited(title, complete()).build();
        SrDocument bare = edited(filled.withChildren(List.of()), complete()).build();

        room.store(SrWriter.write(partial), SrWriter.write(complete), SrWriter.write(bare));

        assertAside(partial, "says nothing");
        assertAside(complete, "");
        assertAside(bare, "does not say that it follows the template");
        assertUntouched();
    }

    @Test
    void putsAsideADocumentOfAnotherTemplate() throws Exception {
        ContainerItem other = (ContainerItem) ContentTree.map(
                filled,
                item -> item.isConcept(TITLE_MODIFIER)
                        ? new CodeItem(item.head(), new Code("RPT_CTV", "99CCSVI", "CT"), List.of())
                        : item);
        SrDocument edited = edited(other, verified()).build();

        room.store(SrWriter.write(edited));

        assertAside(edited, "template");
        assertUntouched();
    }

    @Test
    void putsAsideADocumentThatContinuesOursUnderAnUnknownStudy() throws Exception {
        SrDocument edited = edited(filled, verified())
                .context(draft.context().toBuilder()
                        .put(Tag.StudyInstanceUID, Uids.create())
                        .build())
                .build();

        room.store(SrWriter.write(edited));

        assertAside(edited, "another patient or study");
        assertUntouched();
    }

    // ───────────── the other editor ─────────────

    private SrDocumentBuilder edited(ContainerItem root, DocumentState state) {
        return draft.toBuilder()
                .sopInstance(Uids.create())
                .series(DocumentSeries.of(Uids.create(), 77, "Another editor"))
                .predecessors(StudyReference.group(List.of(draft.asMember())))
                .state(state)
                .root(root);
    }

    private static ContainerItem groups(UnaryOperator<List<ContentItem>> change) {
        return (ContainerItem) ContentTree.map(
                filled, item -> item.isConcept(MEASUREMENTS) ? item.withChildren(change.apply(item.children())) : item);
    }

    private static ContentItem group(List<ContentItem> groups, String segment) {
        return groups.stream().filter(group -> isOf(group, segment)).findFirst().orElseThrow();
    }

    private static boolean isOf(ContentItem group, String segment) {
        return group.childrenNamed(TRACKING)
                .anyMatch(item -> ((TextItem) item).text().equals(segment));
    }

    private static boolean isIdentity(ContentItem item) {
        return item.isConcept(TRACKING) || item.isConcept(TRACKING_UID) || item.isConcept(SITE);
    }

    /** The answers of one group in the place of another. */
    private static ContentItem answers(ContentItem from, ContentItem to) {
        List<ContentItem> items = new ArrayList<>();
        to.children().stream().filter(ForeignVariantsIT::isIdentity).forEach(items::add);
        from.children().stream()
                .filter(item -> !isIdentity(item))
                .map(item -> item.withChildren(List.of()))
                .forEach(items::add);
        return to.withChildren(items);
    }

    private static ContentItem named(ContentItem group, String segment, Code vein) {
        return group.withChildren(group.children().stream()
                .map(item -> item.isConcept(TRACKING)
                        ? new TextItem(item.head(), segment, List.of())
                        : item.isConcept(TRACKING_UID)
                                ? UidRefItem.of(RelationshipType.HAS_OBS_CONTEXT, TRACKING_UID, Uids.create())
                                : item.isConcept(SITE) ? site(item, vein) : item)
                .toList());
    }

    private static ContentItem site(ContentItem item, Code vein) {
        return new CodeItem(item.head(), vein, item.childrenNamed(LATERALITY).toList());
    }

    private static ContentItem percent(ContentItem group, String value, String unit) {
        return ContentTree.map(
                group,
                item -> item instanceof NumItem num
                                && num.measurement().orElseThrow().value().equals("70")
                        ? new NumItem(
                                num.head(),
                                Optional.of(Measurement.of(value, new Code(unit, "UCUM", "unit"))),
                                num.qualifier(),
                                num.children())
                        : item);
    }

    private static ContentItem onTheLeft(ContentItem group) {
        return ContentTree.map(
                group,
                item -> item.isConcept(LATERALITY)
                        ? new CodeItem(item.head(), new Code("7771000", "SCT", "Left"), List.of())
                        : item);
    }

    private static ContainerItem impression(String words) {
        return (ContainerItem) ContentTree.map(
                filled,
                item -> item instanceof TextItem text && text.text().startsWith("Narrow ")
                        ? new TextItem(text.head(), words, List.of())
                        : item);
    }

    private static Dataset withoutTemplates(Dataset dataset) {
        Dataset.Builder kept = dataset.filter(tag -> tag != Tag.ContentTemplateSequence).toBuilder();
        List<Dataset> items = dataset.items(Tag.ContentSequence).stream()
                .map(ForeignVariantsIT::withoutTemplates)
                .toList();
        return items.isEmpty()
                ? kept.build()
                : kept.putItems(Tag.ContentSequence, items).build();
    }

    private static DocumentState complete() {
        return new DocumentState(
                Optional.of(CompletionFlag.COMPLETE),
                Optional.empty(),
                Optional.of(VerificationFlag.UNVERIFIED),
                Optional.empty(),
                List.of());
    }

    private static DocumentState verified() {
        return new DocumentState(
                Optional.of(CompletionFlag.COMPLETE),
                Optional.empty(),
                Optional.of(VerificationFlag.VERIFIED),
                Optional.empty(),
                List.of(VerifyingObserver.of(PersonName.parse("ELSE^ELLA"), Optional.empty(), "TEST HOSPITAL", NOW)));
    }

    // ───────────── what became of it ─────────────

    private static String value(JsonObject values, String path) {
        return values.getJsonObject("segments/" + path).toString();
    }

    private void assertAside(SrDocument document, String reason) {
        JsonObject entry = entry(document);
        assertThat(entry.getString("outcome")).as(entry.getString("reason")).isEqualTo("SET_ASIDE");
        assertThat(entry.getString("reason")).contains(reason);
        assertThat(entry.getBoolean("waits")).isTrue();
    }

    private void assertUntouched() {
        JsonObject report = room.report(id).json();
        assertThat(report.getString("state")).isEqualTo("DRAFT");
        assertThat(report.getJsonArray("versions")).hasSize(1);
    }

    private JsonObject entry(SrDocument document) {
        return ReadingRoom.await(() ->
                room.get("reports/foreign").json().getJsonArray("documents").getValuesAs(JsonObject.class).stream()
                        .filter(entry -> entry.getString("sopInstanceUid").equals(document.sopInstanceUid()))
                        .findFirst());
    }
}
