package org.confluens.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.confluens.sr.Code;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.confluens.template.Catalogues;
import org.confluens.template.DocumentBinding;
import org.confluens.template.DraftContext;
import org.confluens.template.FormValues;
import org.confluens.template.Prefill;
import org.confluens.template.Samples;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;
import org.confluens.template.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people answer in our own templates comes out of the documents as the verdict that they meant. */
class TemplateFindingsTest {
    private static final String SEGMENT = "segments/IJV-L-J1/";

    private final TemplateCatalogue catalogue = Catalogues.packaged();

    @ParameterizedTest
    @CsvSource({
        "mr-venography, MRV, present, STENOSIS",
        "mr-venography, MRV, absent, NO_STENOSIS",
        "mr-venography, MRV, undetermined, INDETERMINATE",
        "ct-venography, CTV, present, STENOSIS",
        "ct-venography, CTV, absent, NO_STENOSIS",
        "duplex-ultrasound, ULTRASOUND, present, STENOSIS",
        "duplex-ultrasound, ULTRASOUND, absent, NO_STENOSIS",
        "catheter-venography, CATHETER, present, STENOSIS",
        "catheter-venography, CATHETER, absent, NO_STENOSIS",
        "catheter-venography, CATHETER, undetermined, INDETERMINATE",
        "ivus, IVUS, absent, NO_STENOSIS"
    })
    void readsTheAnswerAboutStenosis(String template, Examination examination, String answer, Verdict verdict)
            throws Exception {
        SegmentFinding finding = finding(template, Map.of("stenosis", presence(answer)));

        assertThat(finding.examination()).isEqualTo(examination);
        assertThat(finding.verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"F_FIXED, FIXED", "F_COLLAPSED, DISTENSIBLE"})
    void readsWhetherIvusCallsTheNarrowingFixed(String distensibility, Verdict verdict) throws Exception {
        SegmentFinding finding = finding(
                "ivus",
                Map.of(
                        "stenosis",
                        Samples.PRESENT,
                        "distensibility",
                        new Code(distensibility, "99CCSVI", distensibility)));

        assertThat(finding.verdict()).isEqualTo(verdict);
    }

    @Test
    void aNarrowingWhoseDistensibilityWasNotDeterminedIsAStenosisNeitherFixedNorDistensible() throws Exception {
        SegmentFinding finding =
                finding("ivus", Map.of("stenosis", Samples.PRESENT, "distensibility", Samples.UNDETERMINED));

        assertThat(finding.verdict()).isEqualTo(Verdict.STENOSIS);
        assertThat(finding.kinds()).doesNotContain(Kind.FIXED, Kind.DISTENSIBLE);
    }

    @ParameterizedTest
    @CsvSource({
        "catheter-venography, F_WEB, WEB",
        "ivus, F_SEPTUM, SEPTUM",
        "catheter-venography, F_V_FUSED, VALVE_FUSED"
    })
    void readsWhatIsInTheLumen(String template, String code, Kind kind) throws Exception {
        String item = code.startsWith("F_V_") ? "valve" : "findings";
        SegmentFinding finding =
                finding(template, Map.of("stenosis", Samples.ABSENT, item, new Code(code, "99CCSVI", code)));

        assertThat(finding.kinds()).contains(kind);
        assertThat(finding.verdict()).isEqualTo(Verdict.NO_STENOSIS);
    }

    private SegmentFinding finding(String templateId, Map<String, Code> answers) throws Exception {
        Template template = Catalogues.template(templateId);
        FormValues draft = Prefill.draft(template, DraftContext.of(List.of(Samples.mrHeader())));
        Map<String, List<Value>> values = new HashMap<>();
        values.put(SEGMENT + "assessment", List.of(Value.of(Samples.ASSESSED)));
        answers.forEach((item, code) -> values.put(SEGMENT + item, List.of(Value.of(code))));
        SrDocument document = DocumentBinding.toDocument(
                template,
                Samples.answer(template, draft, values),
                Samples.context(Samples.mrHeader()).build());
        SrDocument read = SrReader.read(SrWriter.write(document)).document();
        Extraction extraction = FindingExtractor.extract(read, catalogue.anatomy(), catalogue.vocabulary());
        assertThat(extraction.unplaced()).isEmpty();
        return extraction.findings().stream()
                .filter(finding -> finding.segment().id().equals("IJV-L-J1"))
                .findFirst()
                .orElseThrow();
    }

    private static Code presence(String answer) {
        return switch (answer) {
            case "present" -> Samples.PRESENT;
            case "absent" -> Samples.ABSENT;
            default -> Samples.UNDETERMINED;
        };
    }
}
