package org.confluens.sr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;

/**
 * Instances by study and series (PS3.3 C.17.2.1, Hierarchical SOP Instance Reference Macro), as evidence, predecessors
 * and identical documents are given.
 */
public record StudyReference(String studyInstanceUid, List<Series> series, Dataset others) {

    /** The referenced instances of one series. */
    public record Series(String seriesInstanceUid, List<Instance> instances, Dataset others) {
        public Series {
            Objects.requireNonNull(seriesInstanceUid, "seriesInstanceUid");
            instances = List.copyOf(instances);
            Objects.requireNonNull(others, "others");
        }
    }

    /** One instance, with the purposes of the reference where the macro has them. */
    public record Instance(SopReference sop, List<Code> purposes, Dataset others) {
        public Instance {
            Objects.requireNonNull(sop, "sop");
            purposes = List.copyOf(purposes);
            Objects.requireNonNull(others, "others");
        }
    }

    /** An instance with the study and the series that it belongs to, before grouping. */
    public record Member(String studyInstanceUid, String seriesInstanceUid, SopReference sop, List<Code> purposes) {

        /** A member without a purpose. */
        public static Member of(String study, String series, String sopClassUid, String sopInstanceUid) {
            return new Member(study, series, new SopReference(sopClassUid, sopInstanceUid), List.of());
        }
    }

    public StudyReference {
        Objects.requireNonNull(studyInstanceUid, "studyInstanceUid");
        series = List.copyOf(series);
        Objects.requireNonNull(others, "others");
    }

    /** Groups instances by study and series, each in the order in which it first appears; repetitions count once. */
    public static List<StudyReference> group(List<Member> members) {
        Map<String, Map<String, Map<SopReference, Instance>>> studies = new LinkedHashMap<>();
        for (Member member : members) {
            studies.computeIfAbsent(member.studyInstanceUid(), uid -> new LinkedHashMap<>())
                    .computeIfAbsent(member.seriesInstanceUid(), uid -> new LinkedHashMap<>())
                    .putIfAbsent(member.sop(), new Instance(member.sop(), member.purposes(), Dataset.empty()));
        }
        List<StudyReference> references = new ArrayList<>();
        studies.forEach((study, series) -> {
            List<Series> list = new ArrayList<>();
            series.forEach(
                    (uid, instances) -> list.add(new Series(uid, List.copyOf(instances.values()), Dataset.empty())));
            references.add(new StudyReference(study, list, Dataset.empty()));
        });
        return List.copyOf(references);
    }

    /** All instances, without their places. */
    public Stream<SopReference> sops() {
        return members().map(Member::sop);
    }

    /** All instances, each with its study and series. */
    public Stream<Member> members() {
        return series.stream()
                .flatMap(one -> one.instances().stream()
                        .map(instance -> new Member(
                                studyInstanceUid, one.seriesInstanceUid(), instance.sop(), instance.purposes())));
    }
}
