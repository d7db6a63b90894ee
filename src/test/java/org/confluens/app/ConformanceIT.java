package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.confluens.config.Settings;
import org.confluens.dicom.data.CharacterSets;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.dimse.AeRole;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.ServiceProvider;
import org.confluens.dicom.dimse.ServiceTable;
import org.confluens.dicom.dimse.ServiceTable.Row;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tables of the conformance statement are what the running service offers. When one differs, the whole document with
 * the right tables stands in {@code target/conformance.md}.
 */
@ExtendWith(ArquillianExtension.class)
class ConformanceIT {

    private static final Path DOCUMENT = Path.of("src/site/markdown/conformance.md");
    private static final Path EXPECTED = Path.of("target/conformance.md");

    @Inject
    @Any
    private Instance<ServiceProvider> providers;

    @Inject
    private Settings settings;

    @Test
    void theStatementsTablesAreWhatTheServiceOffers() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<Row> rows = ServiceTable.of(offers()).rows();

        String expected = replaced(document, "sop-classes", sopClasses(rows));
        expected = replaced(expected, "transfer-syntaxes", transferSyntaxes(rows));
        expected = replaced(expected, "statuses", ServiceTable.of(offers()).statusesAsMarkdown());
        expected = replaced(expected, "character-sets", characterSets());
        Files.writeString(EXPECTED, expected);

        assertThat(document).isEqualTo(expected);
    }

    private Map<String, List<ServiceOffer>> offers() {
        Map<String, List<ServiceOffer>> offers = new LinkedHashMap<>();
        offers.put(settings.text("confluens.dicom.ae-title"), offers(AeRole.MAIN));
        offers.put(settings.text("confluens.dicom.worklist-ae-title"), offers(AeRole.WORKLIST));
        return offers;
    }

    private List<ServiceOffer> offers(AeRole role) {
        return providers.stream()
                .filter(provider -> provider.role() == role || provider.role() == AeRole.BOTH)
                .flatMap(provider -> provider.offers().stream())
                .toList();
    }

    /** Between {@code <!-- table: name -->} and {@code <!-- end -->}. */
    private static String replaced(String document, String name, String table) {
        String opening = "<!-- table: " + name + " -->\n";
        int start = document.indexOf(opening);
        assertThat(start).as("the mark of the table " + name).isNotNegative();
        int from = start + opening.length();
        return document.substring(0, from) + table + document.substring(document.indexOf("<!-- end -->", from));
    }

    private static String sopClasses(List<Row> rows) {
        List<List<String>> sets = sets(rows);
        StringBuilder table = new StringBuilder(
                        "| AE title | SOP class | UID | role | services | transfer syntaxes |\n")
                .append("|---|---|---|---|---|---|\n");
        rows.forEach(row -> table.append("| %s | %s | %s | %s | %s | set %d |\n"
                .formatted(
                        row.aeTitle(),
                        row.sopClassName(),
                        row.sopClassUid(),
                        row.role(),
                        String.join(", ", row.services()),
                        sets.indexOf(row.transferSyntaxes()) + 1)));
        return table.toString();
    }

    private static String transferSyntaxes(List<Row> rows) {
        List<List<String>> sets = sets(rows);
        StringBuilder table = new StringBuilder("| set | transfer syntaxes, preferred first |\n|---|---|\n");
        for (int i = 0; i < sets.size(); i++) {
            table.append("| %d | %s |\n".formatted(i + 1, String.join("; ", sets.get(i))));
        }
        return table.toString();
    }

    private static List<List<String>> sets(List<Row> rows) {
        List<List<String>> sets = new ArrayList<>();
        rows.stream().map(Row::transferSyntaxes).distinct().forEach(sets::add);
        return sets;
    }

    private static String characterSets() {
        return CharacterSets.definedTerms().stream()
                        .map(term -> "`" + term + "`")
                        .collect(Collectors.joining(", ")) + "\n";
    }

    @Test
    void everySopClassThatIsOfferedHasItsNameInTheDictionary() {
        assertThat(ServiceTable.of(offers()).rows())
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(Dictionary.uidName(row.sopClassUid())).hasValue(row.sopClassName()));
    }
}
