package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.LocalDateTime;
import java.util.Optional;
import org.confluens.web.ProblemException;
import org.confluens.worklist.ProcedureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishJsonTest {

    @Test
    void nothingNeedsToBeSaid() {
        assertThat(WishJson.read(Optional.empty())).isEqualTo(SchedulingWish.none());
        assertThat(WishJson.read(Optional.of(json("{}")))).isEqualTo(SchedulingWish.none());
    }

    @Test
    void readsStartStationAndProcedure() {
        SchedulingWish wish = WishJson.read(Optional.of(json("{'start':'2026-03-09T09:30','station':'ANGIO1',"
                + "'procedure':{'code':'P_CV_IJV','scheme':'99CCSVI','meaning':'Catheter venography'}}")));

        assertThat(wish.start()).contains(LocalDateTime.of(2026, 3, 9, 9, 30));
        assertThat(wish.stations()).containsExactly("ANGIO1");
        assertThat(wish.procedure()).contains(new ProcedureCode("P_CV_IJV", "99CCSVI", "Catheter venography"));
    }

    @Test
    void aDayAloneMeansItsMorning() {
        assertThat(WishJson.read(Optional.of(json("{'date':'2026-03-09'}"))).start())
                .contains(LocalDateTime.of(2026, 3, 9, 8, 0));
        assertThat(WishJson.read(Optional.of(json("{'date':'2026-03-09','time':'14:15'}")))
                        .start())
                .contains(LocalDateTime.of(2026, 3, 9, 14, 15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'start':'tomorrow'}",
                "{'date':'2026-02-30'}",
                "{'start':20260309}",
                "{'station':7}",
                "{'procedure':'XA'}",
                "{'procedure':{'code':'P_CV_IJV','scheme':'99CCSVI'}}"
            })
    void refusesWhatItCannotRead(String body) {
        JsonObject json = json(body);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> WishJson.read(Optional.of(json)))
                .satisfies(e -> assertThat(e.problem().fields()).hasSize(1));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
    }
}
