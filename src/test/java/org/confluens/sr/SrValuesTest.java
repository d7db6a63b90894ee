package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values of which documents are made. */
class SrValuesTest {

    @Test
    void codesAreEqualByValueAndScheme() {
        assertThat(new Code("7771000", "SCT", "Left"))
                .isEqualTo(new Code("7771000", "SCT", "links").withVersion("2026"))
                .hasSameHashCodeAs(new Code("7771000", "SCT", ""))
                .isNotEqualTo(new Code("7771000", "SRT", "Left"));
    }

    @ParameterizedTest
    @CsvSource({"1234567890123456,99T,SHORT", "12345678901234567,99T,LONG", "urn:oid:1.2.3,'',URN"})
    void aCodeGoesIntoTheAttributeThatHoldsIt(String value, String scheme, Code.Form form) throws Exception {
        Code code = new Code(value, scheme, "meaning");
        SrDocument document = Samples.draft(ContainerItem.root(
                        Samples.TITLE, CodeItem.of(RelationshipType.CONTAINS, Samples.FINDING, code)))
                .build();

        Dataset written = SrWriter.write(document);
        Dataset item = written.item(Tag.ContentSequence)
                .flatMap(content -> content.item(Tag.ConceptCodeSequence))
                .orElseThrow();

        assertThat(code.form()).isEqualTo(form);
        assertThat(item.contains(Tag.CodeValue)).isEqualTo(form == Code.Form.SHORT);
        assertThat(item.contains(Tag.LongCodeValue)).isEqualTo(form == Code.Form.LONG);
        assertThat(item.contains(Tag.URNCodeValue)).isEqualTo(form == Code.Form.URN);
        assertThat(SrReader.read(written).document()).isEqualTo(document);
    }

    @ParameterizedTest
    @CsvSource({
        "12.5,12.5,false",
        "-0.00000000000001,-1E-14,true",
        "3.14159265358979323846,3.14159265358979,true",
        "123456789012345678901234567890,1.2345678901E+29,true"
    })
    void aNumberBeyondSixteenCharactersKeepsItsFloatingPointForm(String exact, String written, boolean floating) {
        Measurement measurement = Measurement.of(new BigDecimal(exact), Samples.MILLIMETRE);

        assertThat(new BigDecimal(measurement.value()).doubleValue())
                .isCloseTo(Double.parseDouble(exact), withPercentage(1e-6));
        assertThat(measurement.value()).hasSizeLessThanOrEqualTo(16);
        assertThat(measurement.floatingPoint().isPresent()).isEqualTo(floating);
        assertThat(new BigDecimal(measurement.value())).isEqualByComparingTo(written);
    }

    @Test
    void datesAndTimesTakeTheFormsOfTheirValueRepresentations() {
        assertThat(DicomTime.dateTime(Samples.MOMENT)).isEqualTo("20260115103000+0100");
        assertThat(DicomTime.offset(ZoneOffset.UTC)).isEqualTo("+0000");
        assertThat(DicomTime.offset(ZoneOffset.ofHoursMinutes(-3, -30))).isEqualTo("-0330");
        assertThat(DicomTime.parseDate("2026.01.15")).contains(LocalDate.of(2026, 1, 15));
        assertThat(DicomTime.parseTime("10")).contains(LocalTime.of(10, 0));
        assertThat(DicomTime.parseTime("235960")).contains(LocalTime.of(23, 59, 59));
        assertThat(DicomTime.parseDateTime("2026")).contains(LocalDateTime.of(2026, 1, 1, 0, 0));
        assertThat(DicomTime.parseDateTime("20260115103000.25-0500"))
                .contains(LocalDateTime.of(2026, 1, 15, 10, 30, 0, 250_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20260230", "2026-01-15", "20261301", "yesterday", "99999999"})
    void whatIsNoDateIsNone(String value) {
        assertThat(DicomTime.parseDate(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20260115103000.5+0100,2026-01-15 10:30:00.5 +0100",
        "202601,2026-01",
        "2026,2026",
        "2026011510,2026-01-15 10",
        "nonsense,nonsense"
    })
    void showsAMomentToThePrecisionThatItHas(String value, String shown) {
        assertThat(ValueText.dateTime(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "DOE^JANE,'DOE, JANE'",
        "DOE^JANE^M^DR,'DOE, JANE M DR'",
        "DOE,DOE",
        "^JANE,JANE",
        "Yamada^Tarou=山田^太郎=やまだ^たろう,'Yamada, Tarou (山田, 太郎, やまだ, たろう)'",
        "=山田^太郎,'山田, 太郎'"
    })
    void showsANameFamilyNameFirst(String name, String shown) {
        assertThat(ValueText.name(PersonName.parse(name))).isEqualTo(shown);
    }

    @Test
    void positionsAreOrderedAsTheDocumentIs() {
        List<ContentTree.Node> nodes = ContentTree.nodes(Samples.report());

        assertThat(nodes).extracting(ContentTree.Node::position).isSorted();
        assertThat(nodes)
                .allSatisfy(node -> assertThat(ContentTree.at(Samples.report(), node.position()))
                        .contains(node.item()));
        assertThat(ContentTree.at(Samples.report(), Position.of(1, 99))).isEmpty();
        assertThat(ContentTree.at(Samples.report(), new Position(List.of()))).isEmpty();
        assertThat(ContentTree.positionOf(Samples.report(), NumItem.class::isInstance))
                .contains(Position.of(1, 6, 1, 5));
    }

    @Test
    void theUnitOneIsNotShown() {
        Code one = new Code("1", "UCUM", "no units");
        Code percent = new Code("%", "UCUM", "Percent");
        Code ratio = new Code("{ratio}", "UCUM", "ratio");
        ValueText values = new ValueText(Labels.in(Locale.ENGLISH));

        assertThat(values.of(NumItem.of(RelationshipType.CONTAINS, Samples.LENGTH, Measurement.of(3, one))))
                .isEqualTo("3");
        assertThat(values.of(NumItem.of(RelationshipType.CONTAINS, Samples.LENGTH, Measurement.of(70, percent))))
                .isEqualTo("70 %");
        assertThat(values.of(NumItem.of(RelationshipType.CONTAINS, Samples.LENGTH, Measurement.of("0.5", ratio))))
                .isEqualTo("0.5 ratio");
    }

    @Test
    void groupsInstancesByStudyAndSeriesOnce() {
        List<StudyReference.Member> members = List.of(
                StudyReference.Member.of("2.25.1", "2.25.2", "1.2", "2.25.3"),
                StudyReference.Member.of("2.25.9", "2.25.8", "1.2", "2.25.7"),
                StudyReference.Member.of("2.25.1", "2.25.2", "1.2", "2.25.4"),
                StudyReference.Member.of("2.25.1", "2.25.2", "1.2", "2.25.3"));

        List<StudyReference> studies = StudyReference.group(members);

        assertThat(studies).extracting(StudyReference::studyInstanceUid).containsExactly("2.25.1", "2.25.9");
        assertThat(studies.get(0).series())
                .singleElement()
                .satisfies(series -> assertThat(series.instances()).hasSize(2));
        assertThat(studies.stream().flatMap(StudyReference::members)).hasSize(3);
    }
}
