package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** References to instances, alone and by study and series (PS3.3 10.8 and C.17.2.1). */
final class SopReferences {

    private SopReferences() {}

    static SopReference read(Dataset item, Findings findings) {
        if (!item.hasValue(Tag.ReferencedSOPClassUID)) {
            findings.missing(Tag.ReferencedSOPClassUID);
        }
        if (!item.hasValue(Tag.ReferencedSOPInstanceUID)) {
            findings.missing(Tag.ReferencedSOPInstanceUID);
        }
        return new SopReference(
                item.string(Tag.ReferencedSOPClassUID, ""), item.string(Tag.ReferencedSOPInstanceUID, ""));
    }

    static Dataset write(SopReference sop) {
        return write(sop, Dataset.empty());
    }

    static Dataset write(SopReference sop, Dataset others) {
        return others.toBuilder()
                .put(Tag.ReferencedSOPClassUID, sop.sopClassUid())
                .put(Tag.ReferencedSOPInstanceUID, sop.sopInstanceUid())
                .build();
    }

    static List<StudyReference> readStudies(Dataset dataset, int sequence, Findings findings) {
        List<StudyReference> studies = new ArrayList<>();
        for (Dataset item : dataset.items(sequence)) {
            List<StudyReference.Series> series = new ArrayList<>();
            for (Dataset one : item.items(Tag.ReferencedSeriesSequence)) {
                series.add(readSeries(one, findings));
            }
            if (!item.hasValue(Tag.StudyInstanceUID)) {
                findings.missing(Tag.StudyInstanceUID);
            }
            studies.add(new StudyReference(
                    item.string(Tag.StudyInstanceUID, ""),
                    series,
                    item.filter(tag -> tag != Tag.StudyInstanceUID && tag != Tag.ReferencedSeriesSequence)));
        }
        return studies;
    }

    static void putStudies(Dataset.Builder target, int sequence, List<StudyReference> studies) {
        if (!studies.isEmpty()) {
            target.putItems(
                    sequence, studies.stream().map(SopReferences::writeStudy).toList());
        }
    }

    private static StudyReference.Series readSeries(Dataset item, Findings findings) {
        List<StudyReference.Instance> instances = new ArrayList<>();
        for (Dataset one : item.items(Tag.ReferencedSOPSequence)) {
            instances.add(new StudyReference.Instance(
                    read(one, findings),
                    CodeItems.all(one, Tag.PurposeOfReferenceCodeSequence, findings),
                    one.filter(tag -> tag != Tag.ReferencedSOPClassUID
                            && tag != Tag.ReferencedSOPInstanceUID
                            && tag != Tag.PurposeOfReferenceCodeSequence)));
        }
        return new StudyReference.Series(
                item.string(Tag.SeriesInstanceUID, ""),
                instances,
                item.filter(tag -> tag != Tag.SeriesInstanceUID && tag != Tag.ReferencedSOPSequence));
    }

    private static Dataset writeStudy(StudyReference study) {
        return study.others().toBuilder()
                .put(Tag.StudyInstanceUID, study.studyInstanceUid())
                .putItems(
                        Tag.ReferencedSeriesSequence,
                        study.series().stream().map(SopReferences::writeSeries).toList())
                .build();
    }

    private static Dataset writeSeries(StudyReference.Series series) {
        return series.others().toBuilder()
                .put(Tag.SeriesInstanceUID, series.seriesInstanceUid())
                .putItems(
                        Tag.ReferencedSOPSequence,
                        series.instances().stream()
                                .map(SopReferences::writeInstance)
                                .toList())
                .build();
    }

    private static Dataset writeInstance(StudyReference.Instance instance) {
        Dataset.Builder item = write(instance.sop(), instance.others()).toBuilder();
        if (!instance.purposes().isEmpty()) {
            CodeItems.putAll(item, Tag.PurposeOfReferenceCodeSequence, instance.purposes());
        }
        return item.build();
    }
}
