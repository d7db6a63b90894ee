package org.confluens.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArabicShapingTest {

    /** Beh joins both its neighbours, dal only the letter before it, hamza none. */
    @ParameterizedTest
    @CsvSource({
        "\u0628, \uFE8F",
        "\u0628\u0628, \uFE91\uFE90",
        "\u0628\u0628\u0628, \uFE91\uFE92\uFE90",
        "\u062F\u0628, \uFEA9\uFE8F",
        "\u0628\u062F\u0628, \uFE91\uFEAA\uFE8F",
        "\u0628\u0621\u0628, \uFE8F\uFE80\uFE8F",
        "\u0628\u064E\u0628, \uFE91\u064E\uFE90",
        "\u0640\u0628, \u0640\uFE90",
        "\u0628 \u0628, \uFE8F \uFE8F"
    })
    void givesALetterTheFormThatItsNeighboursAskFor(String letters, String forms) {
        assertThat(ArabicShaping.shape(letters)).isEqualTo(forms);
        assertThat(ArabicShaping.unshape(forms)).isEqualTo(letters);
    }

    @Test
    void joinsLamAndAlefToOneLetter() {
        assertThat(ArabicShaping.shape("\u0644\u0627")).isEqualTo("\uFEFB");
        assertThat(ArabicShaping.shape("\u0628\u0644\u0627\u0628")).isEqualTo("\uFE91\uFEFC\uFE8F");
        assertThat(ArabicShaping.unshape("\uFEFC")).isEqualTo("\u0644\u0627");
    }

    @Test
    void leavesOtherScriptsAsTheyAre() {
        String text = "DOE^JANE \u05E9\u05E8\u05D5\u05DF \u738B <b>&amp;</b>";

        assertThat(ArabicShaping.shape(text)).isEqualTo(text);
        assertThat(ArabicShaping.unshape(text)).isEqualTo(text);
    }

    @Test
    void turnsTextAroundWithItsBracketsAndLeavesMarksBehindTheirLetters() {
        BidirectionalText text = new BidirectionalText();

        assertThat(text.reorderRTLTextToLTR("(\u05D0\u05B7\u05D1")).isEqualTo("\u05D1\u05D0\u05B7)");
    }
}
