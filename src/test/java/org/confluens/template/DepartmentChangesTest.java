package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.confluens.dicom.data.Dataset;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The changes that templates.md describes, made in a copy of the folder as a department would make them. */
class DepartmentChangesTest {
    private static final String OWN_CODES = """
            <?xml version="1.0" encoding="UTF-8"?>
            <codes xmlns="urn:confluens:sr-template:1">
              <scheme designator="99MYDEPT" name="Codes of our department"/>
              <code id="99MYDEPT:TABLE_TILT" meaning="Tilt of the table">
                <definition>Angle of the patient table against the horizontal plane, head up positive</definition>
              </code>
              <code id="SCT:9454009" meaning="Subclavian vein"/>
            </codes>
            """;
    private static final String ITEM = """
            <item id="table-tilt" type="NUM" concept="99MYDEPT:TABLE_TILT" clinical="false">
              <label>Tilt of the table</label>
              <help>Head up is positive.</help>
              <range minimum="-30" maximum="90" step="1" unit="UCUM:deg"/>
            </item>
            """;
    private static final String VEIN = """
            <vein id="subclavian" site="SCT:9454009" assessable-by="MRV CTV ULTRASOUND CATHETER IVUS">
              <label>Subclavian vein</label>
              <segment id="SCV-R" laterality="SCT:24028007"><label>Right subclavian vein</label></segment>
              <segment id="SCV-L" laterality="SCT:7771000"><label>Left subclavian vein</label></segment>
            </vein>
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void copyThePackagedFiles() throws Exception {
        for (Map.Entry<String, byte[]> file : TemplateFiles.packaged().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("own-codes.xml"), OWN_CODES);
    }

    private void insert(String file, String before, String text) throws IOException {
        Path path = folder.resolve(file);
        String content = Files.readString(path);
        int at = content.indexOf(before);
        assertThat(at).isPositive();
        Files.writeString(path, content.substring(0, at) + text + content.substring(at));
    }

    @Test
    void anItemWithACodeOfOnesOwnGoesIntoTheDocumentAndComesBack() throws Exception {
        insert("catheter-venography.xml", "<item id=\"pressures-measured\"", ITEM);
        Template template =
                TemplateCatalogue.load(folder).template("catheter-venography").orElseThrow();
        FormValues form =
                FormValues.builder().put("technique/table-tilt", Value.of(-15)).build();
        assertThat(FormValidator.validate(template, form, Stage.SAVE)).isEmpty();
        Dataset written = SrWriter.write(DocumentBinding.toDocument(
                template, form, Samples.context(Samples.mrHeader()).build()));
        FormValues read =
                DocumentBinding.fromDocument(template, SrReader.read(written).document());
        assertThat(read.values("technique/table-tilt")).containsExactly(Value.of(-15));
    }

    @Test
    void aSegmentIsInEveryTemplateAtOnce() throws Exception {
        insert("anatomy.xml", "<vein id=\"thyroid\"", VEIN);
        TemplateCatalogue catalogue = TemplateCatalogue.load(folder);
        assertThat(catalogue.anatomy().segment("SCV-L")).isPresent();
        for (Template template : catalogue.templates()) {
            assertThat(FormLayout.of(template).field("segments/SCV-L/comment")).isPresent();
        }
    }

    @Test
    void aLanguageIsAFile() throws Exception {
        Files.writeString(folder.resolve("language-es.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <language xmlns="urn:confluens:sr-template:1" code="es" name="Español">
                  <t en="Stenosis">Estenosis</t>
                </language>
                """);
        Texts texts = TemplateCatalogue.load(folder).texts();
        Locale spanish = Locale.forLanguageTag("es");
        assertThat(texts.languages()).contains(spanish);
        assertThat(texts.name(spanish)).isEqualTo("Español");
        assertThat(texts.text("Stenosis", spanish)).isEqualTo("Estenosis");
        assertThat(texts.text("Posture", spanish)).isEqualTo("Posture");
    }

    @Test
    void aTemplateOnTrialIsNotChosenWhileAnotherVersionIsActive() throws Exception {
        String mr = Files.readString(folder.resolve("mr-venography.xml"));
        Files.writeString(
                folder.resolve("mr-venography-next.xml"),
                mr.replaceFirst("version=\"[0-9.]+\" date", "version=\"99.1\" status=\"trial\" date"));
        TemplateCatalogue catalogue = TemplateCatalogue.load(folder);
        assertThat(catalogue.template("mr-venography").orElseThrow().version())
                .isEqualTo(Catalogues.template("mr-venography").version());
        assertThat(catalogue.template("mr-venography", "99.1")).isPresent();
        assertThat(List.of("1.9", "1.10", "1.2").stream().max(new VersionOrder()))
                .contains("1.10");
    }

    /** The example of the page that holds these words. */
    private static String example(String words) throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/templates.md"));
        return Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(words))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTemplateTheRuleAndTheValueSetOfThePageWorkAsTheyStandThere() throws Exception {
        String codes = OWN_CODES.replace(
                "</codes>",
                example("99MYDEPT:RPT_ARM\" meaning") + """
                  <code id="99MYDEPT:TILTED" meaning="Tilted"><definition>Head up or down</definition></code>
                  <code id="99MYDEPT:TABLE_POSITION" meaning="Table position"><definition>How it lies</definition></code>
                """ + example("<value-set id=\"table-positions\"")
                        + "</codes>");
        Files.writeString(folder.resolve("own-codes.xml"), codes);
        Files.writeString(folder.resolve("arm-veins.xml"), example("id=\"arm-veins\" version"));
        insert("selection-rules.xml", "  <rule id=\"duplex-code\"", example("<rule id=\"arm-veins\""));
        insert("catheter-venography.xml", "<item id=\"pressures-measured\"", example("<item id=\"table-position\""));
        TemplateCatalogue catalogue = TemplateCatalogue.load(folder);
        StudyFacts study = new StudyFacts(Set.of("US"), Set.of(), Set.of(), Set.of(), List.of("Duplex Armvenen links"));
        assertThat(catalogue.selectionRules().classify(study).templateId()).contains("arm-veins");
        Template arm = catalogue.template("arm-veins").orElseThrow();
        FormValues draft = Prefill.draft(arm, DraftContext.of(List.of(Samples.mrHeader())));
        FormValues filled = RequiredAnswers.fill(arm, draft);
        assertThat(FormValidator.validate(arm, filled, Stage.VERIFY)).isEmpty();
        assertThat(filled.values("findings/description")).isNotEmpty();
        Template catheter = catalogue.template("catheter-venography").orElseThrow();
        assertThat(FormLayout.of(catheter)
                        .field("technique/table-position")
                        .orElseThrow()
                        .item()
                        .values()
                        .orElseThrow()
                        .codes())
                .hasSize(2);
    }
}
