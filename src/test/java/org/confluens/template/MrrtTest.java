package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class MrrtTest {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html>
              <head>
                <title>Neck veins</title>
                <meta charset="UTF-8"/>
                <script type="text/xml">
                  <template_attributes>
                    <status>ACTIVE</status>
                    <coded_content>
                      <entry ORIGTXT="stenosis"><term><code meaning="stenosis" value="415582006" scheme="SCT"/></term></entry>
                      <entry ORIGTXT="odd"><term><code meaning="odd" value="X1" scheme="RADLEX"/></term></entry>
                    </coded_content>
                  </template_attributes>
                </script>
              </head>
              <body>
                <section id="findings" data-section-name="Findings">
                  <p><label for="stenosis">Stenosis&nbsp;seen</label>
                    <select id="stenosis" name="Stenosis" data-field-type="SELECTION_LIST" data-field-completion-action="PROHIBIT">
                      <option>none</option><option>left</option></select></p>
                  <p><label for="width">Width</label>
                    <input id="width" type="number" min="0" max="30" data-field-type="NUMBER" data-field-units="mm" data-field-completion-action="NONE"/></p>
                  <p><input id="odd" name="Odd field" type="date" data-field-type="DATE" data-field-completion-action="NONE"/></p>
                </section>
              </body>
            </html>
            """;

    static Stream<String> ids() {
        return EveryTemplateTest.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyTemplateIsAPageOfTheProfileInEveryLanguage(String id) throws Exception {
        Template template = Catalogues.template(id);
        for (Locale language : template.texts().languages()) {
            String html = Mrrt.export(template, language);
            assertThat(Mrrt.problems(html)).isEmpty();
            assertThat(elements(html)).isPositive();
            assertThat(html).as("an option without a label is no HTML5").doesNotContain("></option>");
            assertThat(html)
                    .startsWith("<!DOCTYPE html>")
                    .contains(template.texts().text("Impression", language));
        }
    }

    /** Reads the page as XML, which it is as well as HTML. */
    private static int elements(String html) throws Exception {
        String xml = html.substring("<!DOCTYPE html>".length()).strip();
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("*")
                .getLength();
    }

    @Test
    void aTemplateWithoutADateClaimsNone() throws Exception {
        String mr = new String(TemplateFiles.packaged().get("mr-venography.xml"), StandardCharsets.UTF_8);
        Map<String, byte[]> files = new TreeMap<>(TemplateFiles.packaged());
        files.put("mr-venography.xml", mr.replaceFirst(" date=\"[0-9-]+\"", "").getBytes(StandardCharsets.UTF_8));
        Template template =
                TemplateCatalogue.read(files).template("mr-venography").orElseThrow();
        assertThat(Mrrt.problems(Mrrt.export(template, Locale.ENGLISH)))
                .containsExactly("meta dcterms.date is expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<title>Neck veins</title>", "<meta charset=\"UTF-8\"/>", " data-section-name=\"Findings\""})
    void noticesWhatAPageLacks(String piece) throws Exception {
        int before = Mrrt.problems(PAGE).size();
        assertThat(Mrrt.problems(PAGE.replace(piece, ""))).hasSize(before + 1);
    }

    @Test
    void noticesACodeWithoutMeaningAndAnEntryForNothing() throws Exception {
        assertThat(Mrrt.problems(PAGE.replace("meaning=\"odd\" ", "")))
                .contains("a code has meaning, value and scheme");
        assertThat(Mrrt.problems(PAGE.replace("ORIGTXT=\"odd\"", "ORIGTXT=\"gone\"")))
                .contains("an entry of the coded content refers to an element of the page");
    }
}
