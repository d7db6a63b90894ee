package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as they are in use become templates that load; what is none is refused. */
class MrrtImportTest {

    /** As the first public templates were: plain fields, HTML left open, the XML in a comment and not well-formed. */
    private static final String EARLY = """
            <!DOCTYPE html>
            <html><head>
            <meta charset=UTF-8>
            <META content="Neck &amp; chest veins" name="dcterms.title">
            <meta content=2019-02-31 name=dcterms.date>
            <script type="text/xml"><!--
            <template_attributes><coded_content>
              <entry ORIGTXT=F1><term><code meaning="Stenosis" value="415582006" scheme="SNOMED-CT"></term></entry>
              <entry ORIGTXT=F2><term><code meaning="jugular vein" value="RID1" scheme="RadLex"></term></entry>
            </coded_content></template_attributes>
            --></script>
            <title>Neck &amp; chest veins</title>
            </head><body>
            <section data-section-name="Findings"><header class=level1>Findings</header>
            <p><label for=F1>Stenosis:</label> <input type=text id=F1 name="Stenosis" value="None. ">
            <p><label for=F2>Jugular vein&nbsp;:</label> <textarea id=F2>Normal &ndash; 5 &lt; 6</textarea>
            <p><label for=F3>Side</label><select id=F3><option>left<option selected>right<option value="">
            </select>
            </section>
            <section data-section-name="Findings"><p><textarea name="Free text"></textarea></section>
            </body></html>
            """;

    /** As present ones are: XML syntax, every field marked, groups of boxes, lists to choose from. */
    private static final String PRESENT = """
            <!DOCTYPE html>
            <html>
              <head>
                <title>Duplex</title>
                <meta charset="UTF-8" />
                <meta name="dcterms.date" content="2024-05-06" />
                <meta name="dcterms.description" content="Of the neck" />
                <script type="text/xml">
                  <template_attributes>
                    <coded_content>
                      <coding_schemes><coding_scheme name="LOINC" designator="2.16.840.1.113883.6.1"></coding_scheme></coding_schemes>
                      <entry origtxt="findings"><term><code meaning="x" value="59776-5" scheme="LOINC"></code></term></entry>
                      <entry origtxt="impression"><term><code meaning="x" value="59776-5" scheme="LOINC"></code></term></entry>
                      <entry origtxt="O1"><term><code meaning="left" value="7771000" scheme="SCT"></code></term></entry>
                    </coded_content>
                  </template_attributes>
                </script>
              </head>
              <body>
                <section id="findings" data-section-name="Findings">
                  <header>Findings</header>
                  <p title=""><label for="B">Technique</label>
                    <span id="B" data-field-type="CHECKBOX" data-field-completion-action="PROHIBIT">
                      <input id="B0" type="checkbox" name="B" value="Supine" checked="">Supine</input>
                      <input id="B1" type="checkbox" name="B" value="Sitting">Sitting</input>
                    </span></p>
                  <p><label for="R">Flow</label>
                    <span id="R" data-field-type="RADIO"><input id="O1" type="radio" name="R" value="left"/>
                      <input type="radio" name="R" value="right"/></span></p>
                  <p><label for="L">Reason</label><input list="LL" id="L" data-field-type="SELECTION_LIST" value="Pain."/>
                    <datalist id="LL"><option value="Pain.">Pain.</option><option value="Other">Other</option></datalist></p>
                  <p><label for="N">Area</label><input id="N" type="number" min="0" max="3" step="0.1" data-field-type="NUMBER" data-field-units="cm2"/></p>
                  <p><label for="N2">Area</label><input id="N2" type="number" min="5" max="3" step="any" data-field-type="NUMBER" data-field-units="furlong"/></p>
                  <p><label for="T">Time</label><input id="T" type="time" data-field-type="TIME"/></p>
                  <p><label for="A">Age</label><input id="A" type="text" data-field-type="TEXT" data-field-merge-flag="true"/></p>
                  <p><input id="Y" type="checkbox" name="Contrast"/></p>
                  <section id="inner" data-section-name="Inner"><p><input type="date" id="D" name="Date"/></p></section>
                </section>
                <section id="impression" data-section-name="Impression"><textarea id="I" data-field-type="TEXTAREA"></textarea>
                  <embed type="text/html" src="other.html"/></section>
              </body>
            </html>
            """;

    private static Template load(MrrtImport imported) throws TemplateException {
        Map<String, byte[]> files = new TreeMap<>(TemplateFiles.packaged());
        files.put(imported.id() + ".xml", imported.template().getBytes(StandardCharsets.UTF_8));
        files.put(imported.id() + "-codes.xml", imported.codes().getBytes(StandardCharsets.UTF_8));
        return TemplateCatalogue.read(files).template(imported.id(), "0.1").orElseThrow();
    }

    private static MrrtImport read(String page) throws TemplateException {
        return Mrrt.read(page, Catalogues.packaged().codes());
    }

    private static String shown(Template template) {
        return template.items()
                .map(i -> "%s %s %s".formatted(i.label(), i.type(), i.cardinality()))
                .collect(Collectors.joining("; "));
    }

    @Test
    void readsAPageWrittenForBrowsersWithItsXmlInAComment() throws Exception {
        MrrtImport imported = read(EARLY);
        Template template = load(imported);
        assertThat(template.title()).isEqualTo("Neck & chest veins");
        assertThat(template.status()).isEqualTo(Template.Status.TRIAL);
        assertThat(template.date()).isEmpty();
        assertThat(template.sections()).extracting(s -> s.group().label()).containsExactly("Findings", "Findings");
        assertThat(shown(template))
                .isEqualTo("Stenosis TEXT 0..1; Jugular vein TEXT 0..1; Side CODE 0..1; Free text TEXT 0..1");
        List<Item> items = template.items().toList();
        assertThat(items.get(0).concept().value()).isEqualTo("415582006");
        assertThat(items.get(0).suggestions()).containsExactly("None.");
        assertThat(items.get(1).suggestions()).containsExactly("Normal \u2013 5 < 6");
        assertThat(items.get(2).values().orElseThrow().codes())
                .extracting(c -> c.meaning())
                .containsExactly("left", "right");
        assertThat(imported.codes()).contains("RadLex RID1, jugular vein");
    }

    @Test
    void readsEveryKindOfFieldAndKeepsKnownCodes() throws Exception {
        MrrtImport imported = read(PRESENT);
        Template template = load(imported);
        assertThat(template.date()).contains("2024-05-06");
        assertThat(template.help()).contains("Of the neck");
        assertThat(shown(template))
                .isEqualTo("Technique CODE 1..*; Flow CODE 0..1; Reason CODE 0..1; Area NUM 0..1; Area NUM 0..1; "
                        + "Time TIME 0..1; Age TEXT 0..1; Contrast CODE 0..1; Date DATE 0..1; I TEXT 0..1");
        List<Item> items = template.items().toList();
        assertThat(items.get(1).values().orElseThrow().codes().get(0).value()).isEqualTo("7771000");
        assertThat(items.get(2).values().orElseThrow().extensible()).isTrue();
        assertThat(items.get(3).range().orElseThrow()).hasToString("0 to 3 by 0.1 cm2");
        assertThat(items.get(4).range().orElseThrow()).hasToString("any to any");
        assertThat(template.sections().get(0).group().concept().value()).isEqualTo("59776-5");
        assertThat(imported.remarks())
                .anyMatch(r -> r.contains("\"Area\" needs a unit"))
                .anyMatch(r -> r.contains("minimum over its maximum"))
                .anyMatch(r -> r.contains("\"Age\" is filled from elsewhere"))
                .anyMatch(r -> r.contains("other.html"));
        assertThat(imported.template()).contains("What is left to decide");
    }

    @Test
    void nothingIsChosenBeforehandInAnImportedTemplate() throws Exception {
        for (String page : List.of(EARLY, PRESENT)) {
            Template template = load(read(page));
            assertThat(Prefill.draft(template, DraftContext.of(List.of(Samples.mrHeader())))
                            .fields())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.confluens.template.EveryTemplateTest#ids")
    void ourOwnPagesComeBack(String id) throws Exception {
        Template template = load(read(Mrrt.export(Catalogues.template(id), Locale.ENGLISH)));
        assertThat(template.title()).isEqualTo(Catalogues.template(id).title());
        assertThat(template.items().count()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script><img src=x onerror=alert(1)><p><input name=\"a\" onfocus=\"alert(1)\" value=\"&lt;script&gt;\">",
                "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><html><input name=\"&x;\"></html>",
                "<input name=\"--> <x\u0000\uFFFF\uD800\" title=\"]]>\" value=\"&#0;&#xD800;&#x110000;&#1;\">",
                "<input name='\u202E\u0085'><option><select><textarea>",
                "</p></html></nothing><<<< <input / / = = 'x \" name=b>",
                "<table><tr><td><input name=a><td><input name=b><tr><td><select name=c><option>1<option>2</table>",
                "<title>\u65E5\u672C\u8A9E</title><section data-section-name=\"\u6240\u898B\"><textarea name=\"\u9759\u8108\"></textarea></section>"
            })
    void hostileAndOddPagesBecomeHarmlessTemplates(String page) throws Exception {
        MrrtImport imported = read(page);
        assertThat(load(imported).items().count()).isPositive();
        String template = imported.template();
        assertThat(template.substring(template.indexOf("-->")))
                .doesNotContain("alert(1)")
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no page at all",
                "<html><body><p>Only text</p></body></html>",
                "{\"a\": 1}",
                "<input type=hidden>"
            })
    void refusesWhatHasNoField(String page) {
        assertThatThrownBy(() -> read(page))
                .isInstanceOf(TemplateException.class)
                .hasMessage("MRRT page:1: [no-field] the page has no field that a report could hold");
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        assertThatThrownBy(() -> read(" ".repeat((1 << 20) + 1))).hasMessageContaining("[too-large]");
        assertThatThrownBy(() -> read("<b>".repeat(60_000))).hasMessageContaining("[too-deep]");
        assertThatThrownBy(() -> read("<br>".repeat(60_000))).hasMessageContaining("[too-large]");
        assertThatThrownBy(() -> read("\n\n<i>\n".repeat(300))).hasMessageContaining("MRRT page:600: [too-deep]");
        assertThatThrownBy(() -> read("<input>".repeat(1_001))).hasMessageContaining("[too-many]");
    }
}
