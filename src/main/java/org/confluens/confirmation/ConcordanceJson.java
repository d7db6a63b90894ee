package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.confluens.concordance.Evidence;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.concordance.Wording;
import org.confluens.finding.Examination;
import org.confluens.finding.ImageEvidence;
import org.confluens.finding.Kind;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;

/** The comparison of one segment as the REST interface shows it. */
@ApplicationScoped
class ConcordanceJson {
    private VeinMap veins;

    protected ConcordanceJson() {}

    @Inject
    ConcordanceJson(VeinMap veins) {
        this.veins = veins;
    }

    /**
     * The comparison of a segment.
     *
     * @param wording the language in which it is said
     */
    JsonObject of(SegmentConcordance compared, List<Flag> flags, Wording wording) {
        JsonObjectBuilder verdicts = Json.createObjectBuilder();
        for (Examination examination : Examination.values()) {
            verdicts.add(
                    examination.name(),
                    compared.evidence(examination)
                            .map(evidence -> evidence(compared.segment(), evidence))
                            .orElseGet(() -> Json.createObjectBuilder().add("verdict", "NOT_ASSESSED")));
        }
        JsonArrayBuilder flagged = Json.createArrayBuilder();
        flags.stream()
                .filter(flag -> flag.segmentId().equals(compared.segment().id()))
                .forEach(flag -> flagged.add(Json.createObjectBuilder()
                        .add("id", flag.id())
                        .add("state", flag.state().name())));
        return Json.createObjectBuilder()
                .add("segment", segment(compared.segment()))
                .add("verdicts", verdicts)
                .add("outcome", compared.outcome().name())
                .add("agreement", compared.rule().agreement().name())
                .add("rule", FlagJson.rule(compared.rule(), wording))
                .add("found", Json.createArrayBuilder(wording.found(compared)))
                .add("statement", wording.statement(compared))
                .add("lesions", lesions(compared))
                .add("earlier", others(compared.segment(), compared.earlier()))
                .add("notShowing", others(compared.segment(), compared.notShowing()))
                .add(
                        "category",
                        Json.createObjectBuilder()
                                .add("code", compared.category().code().value())
                                .add("scheme", compared.category().code().scheme())
                                .add("label", compared.category().code().meaning())
                                .add("meaning", compared.category().meaning()))
                .add("physiologicalSite", compared.physiologicalSite())
                .add("flags", flagged)
                .build();
    }

    private static JsonArrayBuilder lesions(SegmentConcordance compared) {
        JsonArrayBuilder lesions = Json.createArrayBuilder();
        compared.lesions().forEach(one -> {
            JsonArrayBuilder levels = Json.createArrayBuilder();
            one.lesion().levels().stream().sorted().map(Kind::id).forEach(levels::add);
            JsonObjectBuilder json = Json.createObjectBuilder()
                    .add("examination", one.seen().finding().examination().name())
                    .add("levels", levels)
                    .add("occlusion", one.lesion().isOcclusion())
                    .add("outcome", one.rule().outcome().name())
                    .add("rule", one.rule().id());
            one.lesion().diameterPercent().ifPresent(percent -> json.add("percent", percent));
            one.lesion().areaPercent().ifPresent(percent -> json.add("areaPercent", percent));
            one.lesion().lengthMm().ifPresent(length -> json.add("lengthMm", length));
            lesions.add(json);
        });
        return lesions;
    }

    private static JsonArrayBuilder others(Segment segment, List<Evidence> others) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        others.forEach(evidence -> array.add(evidence(segment, evidence)
                .add("examination", evidence.finding().examination().name())));
        return array;
    }

    private JsonObjectBuilder segment(Segment segment) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("id", segment.id()).add("label", veins.label(segment.id()));
        segment.laterality().ifPresent(side -> json.add("laterality", side.meaning()));
        return json;
    }

    private static JsonObjectBuilder evidence(Segment segment, Evidence evidence) {
        SegmentFinding finding = evidence.finding();
        boolean counts = finding.examination().isInvasive() || segment.isAssessableBy(finding.examination());
        JsonArrayBuilder kinds = Json.createArrayBuilder();
        finding.kinds().stream().map(Kind::id).sorted().forEach(kinds::add);
        JsonArrayBuilder images = Json.createArrayBuilder();
        finding.images().forEach(image -> images.add(image(image)));
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("verdict", finding.verdict().name())
                .add("obstruction", finding.obstruction().name())
                .add("flow", finding.flow().name())
                .add("counts", counts)
                .add("kinds", kinds)
                .add("reportUid", evidence.report().reportUid())
                .add("studyInstanceUid", evidence.report().studyInstanceUid())
                .add("studyDate", evidence.report().studyDate().toString())
                .add("images", images);
        finding.percent().ifPresent(percent -> json.add("percent", percent));
        evidence.report().reader().ifPresent(reader -> json.add("reader", reader));
        return json;
    }

    /** A report that counts, with what it says of no single segment. */
    static JsonObjectBuilder report(ReportFindings report) {
        JsonArrayBuilder treated = Json.createArrayBuilder();
        report.treated().stream().map(Segment::id).sorted().forEach(treated::add);
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("reportUid", report.reportUid())
                .add("studyInstanceUid", report.studyInstanceUid())
                .add("studyDate", report.studyDate().toString())
                .add("examination", report.examination().name())
                .add("treated", treated);
        report.reader().ifPresent(reader -> json.add("reader", reader));
        report.criteriaMet().ifPresent(count -> json.add("ultrasoundCriteriaMet", count));
        return json;
    }

    private static JsonObjectBuilder image(ImageEvidence image) {
        return Json.createObjectBuilder()
                .add("sopClassUid", image.sopClassUid())
                .add("sopInstanceUid", image.sopInstanceUid())
                .add("frames", Json.createArrayBuilder(image.frames()));
    }
}
