package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.InstanceReference;
import org.confluens.intake.SeriesDetails;
import org.confluens.intake.StudyDetails;
import org.confluens.intake.StudyState;
import org.confluens.patient.PatientKey;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final Dataset IMAGE = ReadingRoom.image("1.2.3", "P1", 1);

    @Test
    void takesPatientAndStudyFromTheImages() {
        Dataset header = Documents.header(study(new PatientKey("P1", "TEST")));

        IMAGE.forEach(element -> assertThat(header.element(element.tag())).contains(element));
    }

    @Test
    void fillsWhatTheFirstImageDidNotSay() {
        Dataset header = Documents.header(study(new PatientKey("P1", "TEST")));

        assertThat(header.string(Tag.AccessionNumber)).contains("A1");
        assertThat(header.string(Tag.StudyDescription)).contains("MR venography of the neck");
        assertThat(header.string(Tag.StudyDate)).contains("20260301");
    }

    @Test
    void namesThePatientThatTheOneOfTheImagesWasMergedInto() {
        Dataset header = Documents.header(study(new PatientKey("P2", "")));

        assertThat(header.string(Tag.PatientID)).contains("P2");
        assertThat(header.string(Tag.IssuerOfPatientID)).isEmpty();
        assertThat(header.string(Tag.PatientName)).contains("ROE^JOAN");
        assertThat(header.string(Tag.StudyInstanceUID)).contains("1.2.3");
    }

    @Test
    void makesUpNoPatientIdWhereTheImagesHaveNone() {
        Dataset header = Documents.header(study(PatientKey.notIdentified("1.2.3")));

        assertThat(header.element(Tag.PatientID)).isEqualTo(IMAGE.element(Tag.PatientID));
    }

    private static StudyDetails study(PatientKey patient) {
        SeriesDetails series = new SeriesDetails(
                "1.2.3.1",
                "MR",
                "1",
                "2D TOF",
                "NECK",
                List.of(new InstanceReference("1.2.840.10008.5.1.4.1.1.4", "1.2.3.1.1", 1)),
                IMAGE);
        return new StudyDetails(
                patient,
                "ROE^JOAN",
                "19760202",
                "F",
                "1.2.3",
                "A1",
                "20260301",
                "095500",
                "MR venography of the neck",
                StudyState.STABLE,
                Optional.of("mr-venography"),
                false,
                List.of(series));
    }
}
