package org.confluens.report.pdf;

import java.io.IOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** A TrueType font to embed: its family name in the style sheet, its bytes, and which characters it has. */
record PdfFont(String family, byte[] bytes, CmapLookup characters) {

    static PdfFont of(String family, byte[] bytes) throws IOException {
        TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(bytes));
        return new PdfFont(family, bytes, font.getUnicodeCmapLookup());
    }

    boolean has(int codePoint) {
        return characters.getGlyphId(codePoint) != 0;
    }
}
