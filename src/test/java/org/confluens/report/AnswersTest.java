package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.confluens.sr.Code;
import org.confluens.template.FieldValue;
import org.confluens.template.FormValues;
import org.confluens.template.ObjectReference;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;
import org.confluens.template.TemplateException;
import org.confluens.template.Value;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final String STENOSIS = "segments/IJV-L-J1/stenosis";
    private static Template template;

    @BeforeAll
    static void load() throws TemplateException {
        template = TemplateCatalogue.load().template("mr-venography").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"SCT:52101004\"",
                "\"52101004\"",
                "[\"52101004\"]",
                "{\"code\": \"52101004\", \"scheme\": \"SCT\", \"meaning\": \"whatever the client wrote\"}",
                "{\"values\": [{\"code\": \"52101004\", \"scheme\": \"SCT\"}]}"
            })
    void takesACodeInShortAndInFullWithTheMeaningOfItsValueSet(String json) {
        Value value = read("{\"" + STENOSIS + "\": " + json + "}").get(STENOSIS).get(0);

        assertThat(value).isInstanceOfSatisfying(Value.CodeValue.class, coded -> {
            assertThat(coded.code()).isEqualTo(new Code("52101004", "SCT", ""));
            assertThat(coded.code().meaning()).isEqualTo("Present");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"70", "\"70\"", "70.0"})
    void takesANumberAsANumberOrAsText(String json) {
        String path = "segments/IJV-L-J1/stenosis-percent";

        assertThat(read("{\"" + path + "\": " + json + "}").get(path))
                .containsExactly(new Value.NumberValue(BigDecimal.valueOf(70)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "[]", "\"  \""})
    void clearsAField(String json) {
        assertThat(read("{\"" + STENOSIS + "\": " + json + "}")).containsEntry(STENOSIS, List.of());
    }

    @Test
    void namesEveryFieldThatCannotBeRead() {
        assertThatThrownBy(() -> read(
                        "{\"no/such\": 1, \"segments/IJV-L-J1/stenosis-percent\": \"much\", \"history/edss\": true}"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(422);
                    assertThat(e.problem().fields())
                            .extracting(Problem.Field::field, Problem.Field::rule)
                            .containsExactlyInAnyOrder(
                                    org.assertj.core.groups.Tuple.tuple("no/such", "unknown-field"),
                                    org.assertj.core.groups.Tuple.tuple(
                                            "segments/IJV-L-J1/stenosis-percent", "wrong-type"),
                                    org.assertj.core.groups.Tuple.tuple("history/edss", "wrong-type"));
                });
    }

    @Test
    void keepsEveryKindOfValueWithItsProvenance() {
        FormValues values = FormValues.builder()
                .put("a/code", FieldValue.proposed("template", List.of(Value.of(new Code("1", "99X", "One")))))
                .put("a/number", Value.of(12.5))
                .put("a/text", Value.of("Zeile 1\nZeile \"2\" ü 山"))
                .put("a/date", new Value.DateValue(java.time.LocalDate.of(2026, 3, 1)))
                .put("a/time", new Value.TimeValue(java.time.LocalTime.of(10, 15, 30)))
                .put("a/moment", new Value.DateTimeValue("20260301"))
                .put("a/name", new Value.PersonValue(org.confluens.dicom.data.PersonName.parse("DOE^JANE=山田^太郎")))
                .put("a/uid", new Value.UidValue("1.2.3"))
                .put("a/image", new Value.InstanceValue(new ObjectReference("1", "1.1", "1.2", "1.3"), List.of(2, 5)))
                .put(
                        "a/corrected",
                        FieldValue.proposed("images", List.of(Value.of("old"))).answeredWith(List.of(Value.of("new"))))
                .build();

        assertThat(ValuesJson.read(ValuesJson.write(values).toString())).isEqualTo(values);
    }

    private static Map<String, List<Value>> read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            return Answers.read(template, object);
        }
    }
}
