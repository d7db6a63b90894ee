package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.ImageEvidence;
import org.confluens.finding.Kind;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Verdict;

/** The findings of a document as they are kept; what is absent has no member. Segments are named by their ids. */
final class DocumentFindingsJson {
    private DocumentFindingsJson() {}

    static String write(DocumentFindings document) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        document.examination().ifPresent(examination -> json.add("examination", examination.name()));
        document.verifiedAt().ifPresent(instant -> json.add("verifiedAt", instant.toString()));
        document.studyDate().ifPresent(date -> json.add("studyDate", date.toString()));
        document.contentDate().ifPresent(date -> json.add("contentDate", date.toString()));
        document.reader().ifPresent(name -> json.add("reader", name));
        if (document.poorQuality()) {
            json.add("poorQuality", true);
        }
        document.criteriaMet().ifPresent(count -> json.add("criteriaMet", count));
        JsonArrayBuilder findings = JSON.createArrayBuilder();
        document.findings().forEach(finding -> findings.add(write(finding)));
        json.add("findings", findings);
        if (!document.treated().isEmpty()) {
            json.add(
                    "treated",
                    texts(document.treated().stream().map(Segment::id).sorted()));
        }
        return json.build().toString();
    }

    private static JsonObjectBuilder write(SegmentFinding finding) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("segment", finding.segment().id())
                .add("verdict", finding.verdict().name());
        finding.percent().ifPresent(percent -> json.add("percent", percent));
        if (!finding.kinds().isEmpty()) {
            json.add("kinds", texts(finding.kinds().stream().sorted().map(Kind::id)));
        }
        if (!finding.images().isEmpty()) {
            JsonArrayBuilder images = JSON.createArrayBuilder();
            finding.images().forEach(image -> images.add(write(image)));
            json.add("images", images);
        }
        if (!finding.absent().isEmpty()) {
            json.add("absent", texts(finding.absent().stream().sorted().map(Kind::id)));
        }
        if (!finding.lesions().isEmpty()) {
            JsonArrayBuilder lesions = JSON.createArrayBuilder();
            finding.lesions().forEach(lesion -> lesions.add(LesionJson.write(lesion)));
            json.add("lesions", lesions);
        }
        return json;
    }

    private static JsonObjectBuilder write(ImageEvidence image) {
        JsonObjectBuilder json =
                JSON.createObjectBuilder().add("class", image.sopClassUid()).add("instance", image.sopInstanceUid());
        if (!image.frames().isEmpty()) {
            JsonArrayBuilder frames = JSON.createArrayBuilder();
            image.frames().forEach(frames::add);
            json.add("frames", frames);
        }
        return json;
    }

    static JsonArrayBuilder texts(Stream<String> texts) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        texts.forEach(array::add);
        return array;
    }

    /** Reads what was kept by the same anatomy. */
    static DocumentFindings read(String kept, Anatomy anatomy) {
        JsonObject json = JSON.createReader(new StringReader(kept)).readObject();
        Optional<Examination> examination = text(json, "examination").map(Examination::valueOf);
        return new DocumentFindings(
                examination,
                text(json, "verifiedAt").map(Instant::parse),
                text(json, "studyDate").map(LocalDate::parse),
                text(json, "contentDate").map(LocalDate::parse),
                text(json, "reader"),
                objects(json, "findings", finding -> finding(finding, examination.orElseThrow(), anatomy)),
                values(json, "treated").stream()
                        .map(id -> segment(((JsonString) id).getString(), anatomy))
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                json.containsKey("criteriaMet") ? OptionalInt.of(json.getInt("criteriaMet")) : OptionalInt.empty(),
                json.getBoolean("poorQuality", false));
    }

    private static SegmentFinding finding(JsonObject json, Examination examination, Anatomy anatomy) {
        return new SegmentFinding(
                segment(json.getString("segment"), anatomy),
                examination,
                Verdict.valueOf(json.getString("verdict")),
                LesionJson.kinds(json, "kinds"),
                LesionJson.number(json, "percent"),
                objects(json, "images", DocumentFindingsJson::image),
                LesionJson.kinds(json, "absent"),
                objects(json, "lesions", LesionJson::read));
    }

    private static ImageEvidence image(JsonObject json) {
        return new ImageEvidence(
                json.getString("class"),
                json.getString("instance"),
                values(json, "frames").stream()
                        .map(frame -> ((JsonNumber) frame).intValue())
                        .toList());
    }

    private static Segment segment(String id, Anatomy anatomy) {
        return anatomy.segment(id).orElseThrow(() -> new IllegalStateException("no segment has the id " + id));
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.getJsonString(name)).map(JsonString::getString);
    }

    private static <T> List<T> objects(JsonObject json, String name, Function<JsonObject, T> reading) {
        return values(json, name).stream()
                .map(value -> reading.apply(value.asJsonObject()))
                .toList();
    }

    static List<? extends JsonValue> values(JsonObject json, String name) {
        JsonArray array = json.getJsonArray(name);
        return array == null ? List.of() : array;
    }
}
