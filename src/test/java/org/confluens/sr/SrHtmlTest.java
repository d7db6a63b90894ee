package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class SrHtmlTest {

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "'; DROP TABLE report; --",
            "&lt;b&gt; &#x3c;",
            "]]>",
            "\u0000\u0001\u001B[31m\uFFFE\uD800",
            "\u202Eabc");

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void escapesEveryTextOfADocument(String text) throws Exception {
        Code code = new Code("C", "99TEST", text);
        ContainerItem root = ContainerItem.root(
                code,
                TextItem.of(RelationshipType.CONTAINS, code, text),
                PersonNameItem.of(RelationshipType.CONTAINS, code, PersonName.parse(text)),
                UidRefItem.of(RelationshipType.CONTAINS, code, text),
                NumItem.of(RelationshipType.CONTAINS, code, Measurement.of("1", new Code(text, text, text))),
                ImageItem.of(RelationshipType.CONTAINS, ImageReference.of(text, text)),
                ContainerItem.of(RelationshipType.CONTAINS, code, CodeItem.of(RelationshipType.CONTAINS, code, code)));

        Document page = parse(SrHtml.render(Samples.draft(root).build(), Locale.ENGLISH));

        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        assertThat(page.getElementsByTagName("b").getLength()).isZero();
    }

    @Test
    void levelsOfHeadingsFollowOneAnother() {
        String page = SrHtml.render(Samples.draft(Samples.report()).build(), Locale.ENGLISH);
        Matcher headings = Pattern.compile("<h([1-6])").matcher(page);
        List<Integer> levels = new ArrayList<>();
        while (headings.find()) {
            levels.add(Integer.valueOf(headings.group(1)));
        }
        assertThat(levels).startsWith(1, 2, 3, 4);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
    }

    @Test
    void marksTheLanguagesOfItsWordsAndOfTheContent() throws Exception {
        Document page = parse(SrHtml.render(Samples.draft(Samples.report()).build(), Locale.GERMAN));

        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("de");
        List<String> content = new ArrayList<>();
        for (int i = 0; i < page.getElementsByTagName("section").getLength(); i++) {
            content.add(((Element) page.getElementsByTagName("section").item(i)).getAttribute("lang"));
        }
        assertThat(content).contains("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "it", "fr", "xx"})
    void everyLanguageHasEveryWord(String language) {
        String page = SrHtml.render(AllValueTypes.in(UID.ComprehensiveSRStorage, "DOE^JANE"), new Locale(language));

        assertThat(page).contains("12.5 mm", "Stenosis", "2026-01-15");
    }

    @Test
    void everyRowHeaderAndColumnHeaderSaysItsScope() throws Exception {
        Document page =
                parse(SrHtml.render(AllValueTypes.in(UID.Comprehensive3DSRStorage, "DOE^JANE"), Locale.ENGLISH));

        for (int i = 0; i < page.getElementsByTagName("th").getLength(); i++) {
            assertThat(((Element) page.getElementsByTagName("th").item(i)).getAttribute("scope"))
                    .isIn("row", "col");
        }
    }

    @Test
    void aReferenceLinksToTheItemThatItNames() {
        String page = SrHtml.render(AllValueTypes.in(UID.ComprehensiveSRStorage, "DOE^JANE"), Locale.ENGLISH);

        assertThat(page).contains("href=\"#item-1-3-9\"", "id=\"item-1-3-9\"");
    }

    @Test
    void saysThatAReportIsNotVerified() {
        SrDocument draft = Samples.draft(Samples.report()).build();
        SrDocument verified = Samples.draft(Samples.report())
                .state(Samples.verified(PersonName.of("READER", "RITA")))
                .build();

        assertThat(SrHtml.render(draft, Locale.ENGLISH)).contains("This report is not verified.");
        assertThat(SrHtml.render(verified, Locale.ENGLISH))
                .doesNotContain("This report is not verified.")
                .contains("READER, RITA", "2026-01-15 10:30:00 +0100");
    }

    @ParameterizedTest
    @FieldSource("org.confluens.sr.PersonNames#ALL")
    void textHoldsNamesOfEveryScript(String name) {
        SrDocument document =
                Samples.draft(Samples.report()).context(Samples.study(name)).build();

        assertThat(SrText.render(document, Locale.ENGLISH))
                .contains(ValueText.name(PersonName.parse(name)), "Length: 12.5 mm");
    }

    @Test
    void textObeysNoControlCharacterOfADocument() {
        ContainerItem root = ContainerItem.root(
                Samples.TITLE, TextItem.of(RelationshipType.CONTAINS, Samples.FINDING, "a\u001B[2Jb\r\nc"));

        assertThat(SrText.render(Samples.draft(root).build(), Locale.ENGLISH))
                .contains("a\uFFFD[2Jb\n  c")
                .doesNotContain("\u001B");
    }

    private static Document parse(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }
}
