package org.confluens.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a name means, in a table. */
class IdentificationTest {

    /** Known names are {@code row issuer birth date survivor}, all of one Patient ID. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // exact names
                "TEST;19700101;1 TEST 19700101 1;1",
                "TEST;'';1 TEST 19700101 1;1",
                "TEST;19700101;1 TEST - 1;1",
                "TEST;19700101;1 TEST 19700101 2/2 OTHER 19700101 2;2",
                "'';19700101;1 - 19700101 1/2 TEST 19700101 2;1",
                // nobody, or somebody else
                "TEST;19700101;'';new TEST",
                "TEST;19700101;2 OTHER 19700101 2;new TEST",
                // no issuer: one only can be meant
                "'';19700101;1 TEST 19700101 1;1",
                "'';'';1 TEST 19700101 1;1",
                "'';19700101;1 TEST - 1;1",
                "'';19700101;1 TEST 19700101 1/2 OTHER 19800202 2;1",
                "'';19700101;1 TEST 19700101 2/2 OTHER 19700101 2;2",
                // no issuer: several, or none
                "'';19700101;1 TEST 19700101 1/2 OTHER 19700101 2;new -",
                "'';'';1 TEST 19700101 1/2 OTHER 19800202 2;new -",
                "'';19800202;1 TEST 19700101 1;new -",
                // the same name, born on another day
                "TEST;19800202;1 TEST 19700101 1;new urn:confluens:born:19800202:TEST",
                "TEST;19800202;1 TEST 19700101 1/3 urn:confluens:born:19800202:TEST 19800202 3;3",
                "TEST;19800202;1 TEST 19700101 1/3 urn:confluens:born:19800202:TEST 19800202 1;1",
                "TEST;19800202;1 TEST 19800202 2/2 OTHER 19700101 2;2"
            })
    void meansWhomTheRuleSays(String issuer, String birthDate, String known, String meant) {
        List<KnownName> names = names(known);
        Identification found = Identification.of(new PatientKey("P1", issuer), birthDate, names);

        String said = found.survivor().isPresent()
                ? Long.toString(found.survivor().getAsLong())
                : "new " + (found.key().issuer().isEmpty() ? "-" : found.key().issuer());
        assertThat(said).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1 - 19700101 1/2 TEST 19700101 2;1 2",
                "1 - - 1/2 TEST 19700101 2;1 2",
                "1 - 19700101 1/2 TEST 19800202 2;none",
                "1 - 19700101 1/2 TEST 19700101 2/3 OTHER 19700101 3;none",
                "1 - 19700101 1/2 TEST 19700101 2/3 OTHER 19700101 2;1 2",
                "1 - 19700101 2/2 TEST 19700101 2;none",
                "2 TEST 19700101 2/3 OTHER 19700101 3;none"
            })
    void takesANameWithoutIssuerForTheOnlyOneThatItCanMean(String known, String pair) {
        String said = Identification.issuerFound(names(known))
                .map(found -> found.get(0).row() + " " + found.get(1).survivor())
                .orElse("none");

        assertThat(said).isEqualTo(pair);
    }

    private static List<KnownName> names(String known) {
        List<String[]> rows = Stream.of(known.split("/"))
                .filter(text -> !text.isEmpty())
                .map(text -> text.split(" "))
                .toList();
        List<KnownName> names = new ArrayList<>();
        for (String[] row : rows) {
            long survivor = Long.parseLong(row[3]);
            String born = rows.stream()
                    .filter(other -> Long.parseLong(other[0]) == survivor)
                    .map(other -> value(other[2]))
                    .findFirst()
                    .orElse("");
            names.add(new KnownName(
                    Long.parseLong(row[0]), new PatientKey("P1", value(row[1])), value(row[2]), survivor, born));
        }
        return names;
    }

    private static String value(String text) {
        return text.equals("-") ? "" : text;
    }
}
