package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confluens.sr.Code;
import org.junit.jupiter.api.Test;

/** Every code that the templates use is on the list of codes that were checked against their source. */
class CodesTest {
    private static final Set<String> CHECKED = Set.of("verified", "verified (2026b CIDs only)", "verified-secondary");
    private static final TemplateCatalogue CATALOGUE = Catalogues.packaged();

    private record Listed(String meaning, String status) {}

    private final Map<String, Listed> list = list();

    private static Map<String, Listed> list() {
        Map<String, Listed> list = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                CodesTest.class.getResourceAsStream("checked-codes.tsv"), StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .map(line -> line.split("\t"))
                    .forEach(row -> list.put(row[0] + ":" + row[1], new Listed(row[2], row[3])));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return list;
    }

    @Test
    void everyCodeIsListedWithItsMeaning() {
        assertThat(CATALOGUE.codes().entries()).allSatisfy(entry -> {
            String reference = CodeBook.reference(entry.code());
            assertThat(list).containsKey(reference);
            assertThat(entry.code().meaning()).isEqualTo(list.get(reference).meaning());
        });
    }

    @Test
    void codesOfStandardsAreCheckedOnesAndOursAreOurs() {
        assertThat(CATALOGUE.codes().entries()).allSatisfy(entry -> {
            String status = list.get(CodeBook.reference(entry.code())).status();
            if (entry.code().isPrivate()) {
                assertThat(status).isEqualTo("private");
            } else {
                assertThat(CHECKED).contains(status);
            }
        });
    }

    /**
     * Codes confirmed by one further source only stand where the anatomy, a drug, a form of disease or a unit has no code
     * confirmed by DICOM; nothing that a verdict rests on does.
     */
    @Test
    void findingsAndMeasurementsRestOnCodesOfTheFirstRank() {
        Set<Code> used = new HashSet<>();
        CATALOGUE.templates().stream().flatMap(Template::items).forEach(item -> {
            if (item.role().isPresent()) {
                used.add(item.concept());
            }
        });
        assertThat(used)
                .allSatisfy(code ->
                        assertThat(list.get(CodeBook.reference(code)).status()).isIn("verified", "private"));
    }

    @Test
    void everyPrivateCodeHasADefinition() {
        List<CodeBook.Entry> own = CATALOGUE.codes().entries().stream()
                .filter(e -> e.code().scheme().equals("99CCSVI"))
                .toList();
        assertThat(own).hasSize((int)
                list.values().stream().filter(l -> l.status().equals("private")).count());
        assertThat(own).allSatisfy(e -> assertThat(e.definition()).isPresent());
    }

    @Test
    void theConceptsThatTheBindingItselfWritesAreListedToo() throws Exception {
        for (java.lang.reflect.Field field : Concepts.class.getDeclaredFields()) {
            if (field.getType() == Code.class) {
                Code code = (Code) field.get(null);
                assertThat(list.get(CodeBook.reference(code)))
                        .as(code.toString())
                        .isEqualTo(new Listed(code.meaning(), "verified"));
            }
        }
    }
}
