package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParsingException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

    @Test
    void findsTheProblemBehindTheWrappersOfTheContainer() {
        Problem problem = Problem.conflict("report-not-complete", "The report is not complete", "Complete it first.");

        Problem found = Problems.of(new IllegalStateException(new RuntimeException(new ProblemException(problem))));

        assertThat(found).isEqualTo(problem);
    }

    @Test
    void namesFieldRuleAndRemedy() {
        Problem problem = Problem.of(422, "invalid-values", "Some values are not acceptable", "See problems.")
                .with(new Problem.Field(
                        "segments/IJV-L-J1/status",
                        "value-set",
                        "Not one of the allowed values",
                        "Choose one of them"));

        JsonObject json = read(problem.toJson().toString());

        assertThat(json.getString("type")).isEqualTo("/problems/invalid-values");
        assertThat(json.getInt("status")).isEqualTo(422);
        JsonObject field = json.getJsonArray("problems").getJsonObject(0);
        assertThat(field.getString("field")).isEqualTo("segments/IJV-L-J1/status");
        assertThat(field.getString("rule")).isEqualTo("value-set");
        assertThat(field.getString("remedy")).isEqualTo("Choose one of them");
    }

    @Test
    void answersMalformedJsonAsABadRequestAndALostRaceAsAConflict() {
        assertThat(Problems.of(new JsonParsingException("?", null)).status()).isEqualTo(400);
        assertThat(Problems.of(new RuntimeException(new OptimisticLockException()))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void asksToComeBackWhileTheDatabaseIsAway() {
        for (String state : new String[] {"08006", "57P01", "53100", "90098", null}) {
            Problem problem = Problems.of(new PersistenceException(new SQLException("?", state)));

            assertThat(problem.status()).as("SQLSTATE %s", state).isEqualTo(503);
        }
        assertThat(Problems.of(new SQLException("?", "HY000", new IOException("No space left on device")))
                        .status())
                .isEqualTo(503);
        assertThat(Problems.of(new PersistenceException(new SQLException("?", "23505")))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void tellsNothingAboutTheInsideWhenSomethingUnforeseenHappens() {
        Problem problem = Problems.of(new IllegalStateException("DOE^JANE could not be written"));

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.toJson().toString()).doesNotContain("DOE").contains("incident");
    }

    @Test
    void carriesFurtherMembersOfTheDocument() {
        JsonObject yours = Json.createObjectBuilder().add("status", "ASSESSED").build();

        Problem problem = Problem.conflict("edited-meanwhile", "Edited meanwhile", "Merge.")
                .with("yours", yours);

        assertThat(read(problem.toJson().toString()).getJsonObject("yours")).isEqualTo(yours);
    }

    private static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
