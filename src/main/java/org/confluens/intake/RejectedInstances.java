package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.sr.RejectionReason;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.sr.StudyReference;

/**
 * Takes back what a rejection note names (IHE RAD TF, Imaging Object Change Management): a rejected instance stays
 * stored, but is no part of its study any more. Studies that were complete are looked at again.
 */
@ApplicationScoped
class RejectedInstances implements InstanceRejection {

    private static final int LONGEST_REASON = 256;

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Clock clock;

    protected RejectedInstances() {}

    @Inject
    RejectedInstances(Clock clock) {
        this.clock = clock;
    }

    /** A note of a sender who may not reject waits for a person, who lets it take effect later. */
    @Transactional
    void arrived(@Observes DocumentArrived event) {
        if (event.origin().rejects() && event.whole()) {
            reject(event.sopInstanceUid(), event.document());
        }
    }

    @Override
    @Transactional
    public void reject(String sopInstanceUid, Dataset note) {
        if (!note.string(Tag.SOPClassUID, "").equals(UID.KeyObjectSelectionDocumentStorage)) {
            return;
        }
        SrDocument document = SrReader.read(note).document();
        Optional<RejectionReason> reason = RejectionReason.of(document);
        if (reason.isEmpty()) {
            return;
        }
        List<StudyReference.Member> rejected = Stream.concat(
                        document.provenance().currentEvidence().stream(),
                        document.provenance().otherEvidence().stream())
                .flatMap(StudyReference::members)
                .toList();
        rejected.forEach(
                member -> reject(member, sopInstanceUid, reason.get().title().meaning()));
        entities.flush();
        rejected.stream()
                .filter(member -> StorageClasses.kind(member.sop().sopClassUid()) == StorageClasses.Kind.IMAGE)
                .map(StudyReference.Member::studyInstanceUid)
                .distinct()
                .forEach(this::lookAgain);
    }

    private void reject(StudyReference.Member member, String note, String reason) {
        entities.createNativeQuery(
                        "insert into instance_rejected (sop_instance_uid, study_instance_uid, note_uid, reason,"
                                + " rejected_at) values (?, ?, ?, ?, ?) on conflict do nothing")
                .setParameter(1, member.sop().sopInstanceUid())
                .setParameter(2, member.studyInstanceUid())
                .setParameter(3, note)
                .setParameter(4, Rows.cut(reason, LONGEST_REASON))
                .setParameter(5, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** What followed from the study's images has to follow from those that are left. */
    private void lookAgain(String studyInstanceUid) {
        entities.createNativeQuery(
                        "update study set state = 'ARRIVING', stable_at = ?, stable_reason = 'rejection note',"
                                + " attempts = 0, version = version + 1 where study_instance_uid = ? and state = 'STABLE'")
                .setParameter(1, clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter(2, studyInstanceUid)
                .executeUpdate();
    }
}
