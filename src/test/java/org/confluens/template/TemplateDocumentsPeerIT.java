package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.SrValidators;
import org.confluens.sr.Code;
import org.confluens.sr.CompletionFlag;
import org.confluens.sr.DocumentState;
import org.confluens.sr.PreliminaryFlag;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;
import org.confluens.sr.VerificationFlag;
import org.confluens.sr.VerifyingObserver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of every template in every state, with names in every script, before the checkers of other products. */
@NeedsPeer({SrValidators.DCIODVFY, SrValidators.DSRDUMP, SrValidators.DSR2XML, SrValidators.PIXELMED})
class TemplateDocumentsPeerIT {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

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

    private enum State {
        DRAFT,
        COMPLETED,
        VERIFIED,
        AMENDED
    }

    @TempDir
    Path folder;

    @Test
    void everyTemplateInEveryStateAndScriptPassesTheCheckers() throws Exception {
        List<Path> files = new ArrayList<>();
        for (Template template : Catalogues.packaged().templates()) {
            for (State state : State.values()) {
                for (Map.Entry<String, String> name : NAMES.entrySet()) {
                    files.add(write(template, state, name.getKey(), name.getValue()));
                }
            }
        }
        assertThat(files).hasSize(7 * 4 * NAMES.size());
        Map<Path, List<String>> errors = new LinkedHashMap<>();
        files.parallelStream().forEach(file -> {
            List<String> found = SrValidators.errors(file);
            synchronized (errors) {
                errors.put(file.getFileName(), found);
            }
        });
        errors.values().removeIf(List::isEmpty);
        assertThat(errors).isEmpty();
    }

    /** Slow, and blind to names: the two states whose content differs, each with another script. */
    @Test
    void everyTemplateAsDraftAndAmendedPassesPixelMed() throws Exception {
        List<Path> files = new ArrayList<>();
        List<String> scripts = List.copyOf(NAMES.keySet());
        for (Template template : Catalogues.packaged().templates()) {
            for (State state : List.of(State.DRAFT, State.AMENDED)) {
                String script = scripts.get(files.size() % scripts.size());
                files.add(write(template, state, script, NAMES.get(script)));
            }
        }
        Map<Path, List<String>> errors = SrValidators.pixelMedErrors(files);
        errors.values().removeIf(List::isEmpty);
        assertThat(errors).isEmpty();
    }

    private Path write(Template template, State state, String script, String name) throws Exception {
        PersonName person = PersonName.parse(name);
        Dataset header = Samples.mrHeader().toBuilder()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.PatientName, name)
                .build();
        FormValues form = state == State.DRAFT
                ? Prefill.draft(template, DraftContext.of(List.of(header)))
                : FullForms.of(template, 1);
        SrDocument document = DocumentBinding.toDocument(template, form, context(header, state, person));
        Dataset written = SrWriter.write(document);
        Path file = folder.resolve(template.id() + "-" + state + "-" + script + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.of(written, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(out);
        }
        Dataset read = Part10.read(file, ReadOptions.keepEverything()).dataset();
        assertThat(SrReader.read(read).document()).isEqualTo(document);
        return file;
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
                    new org.confluens.sr.SopReference(org.confluens.dicom.data.UID.ComprehensiveSRStorage, "2.25.3002"),
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
