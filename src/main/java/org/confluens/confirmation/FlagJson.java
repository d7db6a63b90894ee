package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import org.confluens.concordance.ConcordanceRules;
import org.confluens.concordance.FlagEffect;
import org.confluens.concordance.Rule;
import org.confluens.concordance.Wording;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;

/** Flags as the REST interface shows them. */
@ApplicationScoped
class FlagJson {
    private final ConcordanceRules rules = ConcordanceRules.load();

    private Patients patients;
    private VeinMap veins;
    private Ageing ageing;

    protected FlagJson() {}

    @Inject
    FlagJson(Patients patients, VeinMap veins, Ageing ageing) {
        this.patients = patients;
        this.veins = veins;
        this.ageing = ageing;
    }

    /** A flag with its history, said in a language. */
    JsonObject of(Flag flag, List<FlagChange> history, Wording wording) {
        JsonArrayBuilder changes = Json.createArrayBuilder();
        history.forEach(change -> changes.add(change(change)));
        return builder(flag, wording).add("history", changes).build();
    }

    JsonObject of(Flag flag, Wording wording) {
        return builder(flag, wording).build();
    }

    private JsonObjectBuilder builder(Flag flag, Wording wording) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", flag.id())
                .add("state", flag.state().name())
                .add("patient", patient(flag.patient()))
                .add(
                        "segment",
                        Json.createObjectBuilder()
                                .add("id", flag.segmentId())
                                .add("label", veins.label(flag.segmentId())))
                .add("finding", finding(flag))
                .add("physiologicalSite", flag.physiologicalSite())
                .add("raisedAt", flag.raisedAt().toString())
                .add("changedAt", flag.changedAt().toString())
                .add("ageDays", ageing.days(flag))
                .add("overdue", ageing.isOverdue(flag))
                .add("actions", actions(flag));
        flag.outcome().ifPresent(outcome -> json.add("outcome", outcome.name()));
        rules.rule(flag.ruleId()).ifPresent(rule -> {
            json.add("rule", rule(rule, wording));
            json.add("adjudications", adjudications(flag, rule));
        });
        flag.askedBy().ifPresent(by -> json.add("askedBy", by));
        if (flag.adjudicatedEvidence().isPresent()) {
            json.add("adjudicated", true);
        }
        flag.request().ifPresent(request -> json.add("request", request(request)));
        if (flag.state().settled()) {
            JsonObjectBuilder settled = Json.createObjectBuilder();
            flag.settledBy().ifPresent(by -> settled.add("by", by));
            flag.settledWhy().ifPresent(why -> settled.add("reason", why));
            json.add("settled", settled.add("at", flag.changedAt().toString()));
        }
        return json;
    }

    JsonObjectBuilder patient(PatientKey key) {
        Optional<Patient> patient = patients.patient(key);
        return Json.createObjectBuilder()
                .add("id", key.shownId())
                .add("issuer", key.shownIssuer())
                .add("name", patient.map(Patient::name).orElse(""))
                .add("birthDate", patient.map(Patient::birthDate).orElse(""))
                .add("sex", patient.map(Patient::sex).orElse(""));
    }

    private static JsonObjectBuilder finding(Flag flag) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("examination", flag.examination().name())
                .add("verdict", "STENOSIS")
                .add("occlusion", flag.occlusion())
                .add("levels", levels(flag))
                .add("reportUid", flag.reportUid())
                .add("studyInstanceUid", flag.studyInstanceUid())
                .add("studyDate", flag.studyDate().toString());
        flag.percent().ifPresent(percent -> json.add("percent", percent));
        return json;
    }

    /** What a person can decide about the flag now. */
    private static JsonArrayBuilder adjudications(Flag flag, Rule rule) {
        JsonArrayBuilder decisions = Json.createArrayBuilder();
        boolean possible = rule.flag() == FlagEffect.ADJUDICATE
                && FlagTransitions.possible(flag.state()).contains(FlagEvent.ADJUDICATE);
        if (possible) {
            Adjudications.of(rule.outcome()).forEach(outcome -> decisions.add(outcome.name()));
        }
        return decisions;
    }

    static JsonObjectBuilder rule(Rule rule, Wording wording) {
        return Json.createObjectBuilder()
                .add("id", rule.id())
                .add("reason", wording.conclusion(rule))
                .add("flag", rule.flag().name())
                .add("source", rule.source());
    }

    private static JsonArrayBuilder levels(Flag flag) {
        JsonArrayBuilder levels = Json.createArrayBuilder();
        flag.levels().forEach(level -> levels.add(level.id()));
        return levels;
    }

    private static JsonObjectBuilder request(ConfirmationRequest request) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", request.id())
                .add("state", request.state().name())
                .add("performed", request.performed())
                .add("proposedAt", request.proposedAt().toString());
        request.approvedBy().ifPresent(by -> json.add("approvedBy", by));
        request.approvedAt().ifPresent(at -> json.add("approvedAt", at.toString()));
        request.stepId().ifPresent(id -> json.add("scheduledProcedureStepId", id));
        request.studyInstanceUid().ifPresent(uid -> json.add("studyInstanceUid", uid));
        request.accessionNumber().ifPresent(number -> json.add("accessionNumber", number));
        request.plannedStart().ifPresent(start -> json.add("start", start.toString()));
        request.station().ifPresent(station -> json.add("station", station));
        request.endedAt().ifPresent(at -> json.add("endedAt", at.toString()));
        request.endedWhy().ifPresent(why -> json.add("endedWhy", why));
        return json;
    }

    private static JsonArrayBuilder actions(Flag flag) {
        JsonArrayBuilder actions = Json.createArrayBuilder();
        for (FlagEvent event : List.of(FlagEvent.SCHEDULE, FlagEvent.DISMISS)) {
            if (FlagTransitions.possible(flag.state()).contains(event)) {
                actions.add(event.id());
            }
        }
        if (FlagTransitions.possible(flag.state()).contains(FlagEvent.PROPOSE)) {
            actions.add("request");
        }
        if (flag.state() == FlagState.SCHEDULED) {
            actions.add("unschedule");
        }
        return actions;
    }

    private static JsonObjectBuilder change(FlagChange change) {
        return Json.createObjectBuilder()
                .add("event", change.event())
                .add("from", change.from())
                .add("to", change.to())
                .add("by", change.by())
                .add("why", change.why())
                .add("at", change.at().toString());
    }
}
