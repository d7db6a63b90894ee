package org.confluens.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.OddTrees;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.Samples;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.sr.TextItem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfRendererTest {

    private final PdfRenderer renderer = new PdfRenderer(Path.of("no such folder"));

    @ParameterizedTest
    @ValueSource(strings = {"DOE^JANE", "Äneas^Rüdiger", "Διονυσιος^Ελένη", "Люкceмбypг^Анна", "שרון^דבורה"})
    void printsNamesInTheScriptsOfItsFont(String name) throws Exception {
        byte[] pdf = renderer.render(report(name), Locale.ENGLISH);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains(name.replace("^", ", "), "12.5 mm");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"王^小东", "홍^길동", "قباني^لنزار", "นาม^ชื่อ", "𠮷^DOE"})
    void printsAMarkForACharacterThatNoFontHasAndKeepsTheRest(String name) throws Exception {
        byte[] pdf = renderer.render(report(name), Locale.ENGLISH);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text).contains(PdfRenderer.MARK, "12.5 mm").doesNotContain(name.split("\\^")[0]);
        }
    }

    @Test
    void printsMarkupInATextAsTextAndLoadsNothingFromOutside() throws Exception {
        ContainerItem root = ContainerItem.root(
                Samples.TITLE,
                TextItem.of(RelationshipType.CONTAINS, Samples.FINDING, "<img src='file:///etc/passwd'/>"));

        byte[] pdf = renderer.render(Samples.draft(root).build(), Locale.ENGLISH);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("<img src='file:///etc/passwd'/>");
        }
    }

    @Test
    void breaksTextWithoutSpacesInsideThePage() throws Exception {
        ContainerItem root = ContainerItem.root(
                Samples.TITLE, TextItem.of(RelationshipType.CONTAINS, Samples.FINDING, "x".repeat(500)));

        byte[] pdf = renderer.render(Samples.draft(root).build(), Locale.ENGLISH);

        List<TextPosition> letters = new ArrayList<>();
        PDFTextStripper places = new PDFTextStripper() {
            @Override
            protected void writeString(String text, List<TextPosition> positions) {
                letters.addAll(positions);
            }
        };
        try (PDDocument document = Loader.loadPDF(pdf)) {
            places.getText(document);
            float width = document.getPage(0).getMediaBox().getWidth();
            assertThat(letters)
                    .filteredOn(letter -> letter.getUnicode().equals("x"))
                    .hasSizeGreaterThanOrEqualTo(500);
            assertThat(letters)
                    .allSatisfy(letter ->
                            assertThat(letter.getX() + letter.getWidth()).isLessThan(width));
        }
    }

    /** Each odd tree alone would take long for the start of its page, so all are printed one after the other here. */
    @Test
    void printsTreesAtTheEdgesOfTheStandard() {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (OddTrees.Odd odd : OddTrees.all()) {
                byte[] pdf = renderer.render(SrReader.read(odd.dataset()).document(), Locale.ENGLISH);
                try (PDDocument document = Loader.loadPDF(pdf)) {
                    assertThat(document.getNumberOfPages()).as(odd.name()).isPositive();
                }
            }
        });
    }

    @Test
    void refusesWhatWouldFillTheMemory() {
        SrDocument wide = SrReader.read(OddTrees.wide(OddTrees.WIDE)).document();

        assertThatThrownBy(() -> renderer.render(wide, Locale.ENGLISH)).isInstanceOf(TooLongForPdfException.class);
    }

    private static SrDocument report(String name) {
        return Samples.draft(Samples.report()).context(Samples.study(name)).build();
    }
}
