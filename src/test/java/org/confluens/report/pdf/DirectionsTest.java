package org.confluens.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectionsTest {

    @ParameterizedTest
    @CsvSource({
        "<td dir=\"auto\">J3 \u05E9</td>, <td dir=\"ltr\">J3 \u05E9</td>",
        "<td dir=\"auto\">50% (\u05E9 J3)</td>, <td dir=\"rtl\">50% (\u05E9 J3)</td>",
        "<th scope=\"row\" dir=\"auto\">1</th>, <th scope=\"row\" dir=\"ltr\">1</th>",
        "<td dir=\"auto\"><b>&lt;\u0628</b></td>, <td dir=\"rtl\"><b>&lt;\u0628</b></td>",
        "<bdi>\u0628</bdi> <bdi>x</bdi>, <bdi dir=\"rtl\">\u0628</bdi> <bdi dir=\"ltr\">x</bdi>"
    })
    void followsTheFirstLetterThatHasADirection(String automatic, String stated) {
        assertThat(Directions.stated(automatic)).isEqualTo(stated);
    }
}
