package org.confluens.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.confluens.peer.NeedsPeer;
import org.confluens.sr.Samples;
import org.confluens.sr.SrDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PDF with the fonts that Debian has for the scripts that our own font lacks. */
class PdfScriptsPeerIT {

    private static final String FONTS = "/usr/share/fonts";

    private final PdfRenderer renderer = new PdfRenderer(Path.of(FONTS));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yamada^Tarou=山田^太郎=やまだ^たろう",
                "Hong^Gildong=洪^吉洞=홍^길동",
                "Wang^XiaoDong=王^小东",
                "שרון^דבורה",
                "قباني^لنزار",
                "นามสกุล^ชื่อ"
            })
    @NeedsPeer({
        FONTS + "/truetype/dejavu/DejaVuSans.ttf",
        FONTS + "/truetype/droid/DroidSansFallbackFull.ttf",
        FONTS + "/truetype/nanum/NanumGothic.ttf",
        FONTS + "/truetype/tlwg/Loma.ttf"
    })
    void printsEveryPartOfTheName(String name) throws Exception {
        SrDocument report =
                Samples.draft(Samples.report()).context(Samples.study(name)).build();

        byte[] pdf = renderer.render(report, Locale.ENGLISH);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = Normalizer.normalize(new PDFTextStripper().getText(document), Normalizer.Form.NFKC);
            assertThat(text).contains(name.split("[\\^=]")).doesNotContain("#");
        }
    }
}
