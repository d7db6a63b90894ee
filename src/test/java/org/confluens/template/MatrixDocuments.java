package org.confluens.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.sr.Code;
import org.confluens.sr.CompletionFlag;
import org.confluens.sr.DocumentState;
import org.confluens.sr.PreliminaryFlag;
import org.confluens.sr.SopReference;
import org.confluens.sr.SrDocument;
import org.confluens.sr.StudyReference;
import org.confluens.sr.VerificationFlag;
import org.confluens.sr.VerifyingObserver;

/** Documents of every template in every state, with names in every script. */
final class MatrixDocuments {

    static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("ascii", "DOE^JANE");
        NAMES.put("latin", "Ångström^Jürgen");
        NAMES.put("greek", "Διονυσιος^Μαρία");
        NAMES.put("cyrillic", "Люкceмбypг^Анна");
        NAMES.put("japanese", "Yamada^Tarou=山田^太郎=やまだ^たろう");
        NAMES.put("korean", "Hong^Gildong=洪^吉洞=홍^길동");
        NAMES.put("chinese", "Wang^XiaoDong=王^小东=");
        NAMES.put("hebrew", "שרון^דבורה");
        NAMES.put("arabic", "قباني^لنزار");
        NAMES.put("thai", "ใจดี^สมชาย");
    }

    enum State {
        DRAFT,
        COMPLETED,
        VERIFIED,
        AMENDED
    }

    private MatrixDocuments() {}

    /** Each document under the name {@code template-STATE-script}, each an instance of its own. */
    static Map<String, SrDocument> all() {
        Map<String, SrDocument> documents = new LinkedHashMap<>();
        for (Template template : Catalogues.packaged().templates()) {
            for (State state : State.values()) {
                NAMES.forEach((script, name) -> {
                    SrDocument document = of(template, state, name);
                    documents.put(
                            template.id() + "-" + state + "-" + script,
                            document.toBuilder()
                                    .sopInstance("2.25.70000" + documents.size())
                                    .build());
                });
            }
        }
        return documents;
    }

    static SrDocument of(Template template, State state, String name) {
        PersonName person = PersonName.parse(name);
        Dataset header = Samples.mrHeader().toBuilder()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.PatientName, name)
                .build();
        FormValues form = state == State.DRAFT
                ? Prefill.draft(template, DraftContext.of(List.of(header)))
                : FullForms.of(template, 1);
        return DocumentBinding.toDocument(template, form, context(header, state, person));
    }

    private static DocumentContext context(Dataset header, State state, PersonName person) {
        DocumentContextBuilder context = Samples.context(header);
        List<DocumentContext.PersonObserver> persons = state == State.DRAFT
                ? List.of()
                : List.of(new DocumentContext.PersonObserver(person, "Test hospital", Optional.empty()));
        context.persons(persons).state(documentState(state, person));
        if (state == State.AMENDED) {
            Code replaced = new Code("121360", "DCM", "Replaced report");
            context.predecessors(StudyReference.group(List.of(new StudyReference.Member(
                    Samples.STUDY,
                    "2.25.3001",
                    new SopReference(UID.ComprehensiveSRStorage, "2.25.3002"),
                    List.of(replaced)))));
        }
        return context.build();
    }

    private static DocumentState documentState(State state, PersonName person) {
        boolean verified = state == State.VERIFIED || state == State.AMENDED;
        return new DocumentState(
                Optional.of(state == State.DRAFT ? CompletionFlag.PARTIAL : CompletionFlag.COMPLETE),
                Optional.empty(),
                Optional.of(verified ? VerificationFlag.VERIFIED : VerificationFlag.UNVERIFIED),
                Optional.of(verified ? PreliminaryFlag.FINAL : PreliminaryFlag.PRELIMINARY),
                verified
                        ? List.of(VerifyingObserver.of(person, Optional.empty(), "Test hospital", Samples.NOON))
                        : List.of());
    }
}
