package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.ImageEvidence;
import org.confluens.finding.Kind;
import org.confluens.finding.Lesion;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Verdict;
import org.confluens.sr.Code;
import org.confluens.template.TemplateCatalogue;
import org.junit.jupiter.api.Test;

class DocumentFindingsJsonTest {

    @Test
    void whatWasKeptReadsBackTheSame() throws Exception {
        Anatomy anatomy = TemplateCatalogue.load().anatomy();
        Segment one = anatomy.segments().get(0);
        Segment other = anatomy.segments().get(1);
        DocumentFindings findings = new DocumentFindings(
                Optional.of(Examination.ULTRASOUND),
                Optional.of(Instant.parse("2026-03-02T09:30:00.123456Z")),
                Optional.of(LocalDate.of(2026, 3, 1)),
                Optional.of(LocalDate.of(2026, 3, 2)),
                Optional.of("DOE^JANE\"\\=猫"),
                List.of(
                        new SegmentFinding(
                                one,
                                Examination.ULTRASOUND,
                                Verdict.STENOSIS,
                                Set.copyOf(Arrays.asList(Kind.values())),
                                OptionalDouble.of(66.7),
                                List.of(
                                        new ImageEvidence("1.2.3", "2.25.1", List.of(1, 7)),
                                        new ImageEvidence("1.2.3", "2.25.2", List.of())),
                                Set.of(Kind.WEB, Kind.THROMBUS),
                                List.of(
                                        new Lesion(
                                                Verdict.STENOSIS,
                                                Optional.empty(),
                                                Set.of(Kind.AT_VALVE, Kind.OCCLUSION),
                                                OptionalDouble.of(66.7),
                                                OptionalDouble.of(80),
                                                OptionalDouble.of(12.5),
                                                List.of(new Code("CAUSE_MUSCLE", "99CCSVI", "Muscle"))),
                                        Lesion.of(Verdict.INDETERMINATE, Set.of(), OptionalDouble.empty()))),
                        new SegmentFinding(other, Examination.ULTRASOUND, Verdict.NO_STENOSIS)),
                Set.of(one, other),
                OptionalInt.of(3),
                true);

        assertThat(DocumentFindingsJson.read(DocumentFindingsJson.write(findings), anatomy))
                .isEqualTo(findings);
    }

    @Test
    void aDocumentThatSaysNothingIsRememberedAsOne() throws Exception {
        DocumentFindings nothing = new DocumentFindings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Set.of(),
                OptionalInt.empty(),
                false);

        assertThat(DocumentFindingsJson.read(
                        DocumentFindingsJson.write(nothing),
                        TemplateCatalogue.load().anatomy()))
                .isEqualTo(nothing);
    }
}
