package org.confluens.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.PatientKey;

/**
 * A study as it stands in the database, with one sample header a series; text in DICOM form and empty where not known.
 *
 * @param templateId the template that the selection rules chose, provisional while the study is arriving
 * @param reopened whether it has counted as complete before and late images came
 */
public record StudyDetails(
        PatientKey patient,
        String patientName,
        String patientBirthDate,
        String patientSex,
        String studyInstanceUid,
        String accessionNumber,
        String studyDate,
        String studyTime,
        String description,
        StudyState state,
        Optional<String> templateId,
        boolean reopened,
        List<SeriesDetails> series) {

    public StudyDetails {
        series = List.copyOf(series);
    }

    /** The header of one instance of each series, images before documents. */
    public List<Dataset> samples() {
        return series.stream().map(SeriesDetails::sample).toList();
    }

    /** The header to take patient and study attributes from; empty for a study without instances. */
    public Dataset sample() {
        return samples().stream().findFirst().orElse(Dataset.empty());
    }

    /** Every instance of the study that no rejection note took back. */
    public List<InstanceReference> instances() {
        return series.stream().flatMap(s -> s.instances().stream()).toList();
    }

    public List<String> modalities() {
        return series.stream().map(SeriesDetails::modality).distinct().toList();
    }

    /** The items of Request Attributes Sequence (0040,0275) of all series, without repetition. */
    public List<Dataset> requestAttributes() {
        return distinct(sample -> sample.items(Tag.RequestAttributesSequence).stream());
    }

    /** Scheduled Procedure Step IDs (0040,0009) of the request attributes. */
    public List<String> scheduledStepIds() {
        return requestValues(Tag.ScheduledProcedureStepID);
    }

    /** Requested Procedure IDs (0040,1001) of the request attributes. */
    public List<String> requestedProcedureIds() {
        return requestValues(Tag.RequestedProcedureID);
    }

    private List<String> requestValues(int tag) {
        return requestAttributes().stream()
                .flatMap(item -> item.string(tag).stream())
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    private <T> List<T> distinct(Function<Dataset, Stream<T>> values) {
        return samples().stream().flatMap(values).distinct().toList();
    }
}
