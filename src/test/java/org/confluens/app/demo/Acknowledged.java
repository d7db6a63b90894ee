package org.confluens.app.demo;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the service has said yes to, and so must have after any death. */
final class Acknowledged {

    /** Images by Study Instance UID. */
    final Map<String, Set<String>> images = new ConcurrentHashMap<>();

    /** Patients by Study Instance UID, of studies that were sent whole. */
    final Map<String, SamplePatient> studies = new ConcurrentHashMap<>();

    /** States by report. */
    final Map<Integer, String> reports = new ConcurrentHashMap<>();

    /** SOP Instance UIDs of signed documents by report. */
    final Map<Integer, String> signed = new ConcurrentHashMap<>();

    /** States by scheduled step. */
    final Map<String, String> steps = new ConcurrentHashMap<>();

    /** HL7 messages of which nobody knows whether they were taken: to be sent again. */
    final Queue<List<String>> unanswered = new ConcurrentLinkedQueue<>();

    void image(String study, String sopInstanceUid) {
        images.computeIfAbsent(study, uid -> ConcurrentHashMap.newKeySet()).add(sopInstanceUid);
    }

    int count() {
        return images.values().stream().mapToInt(Set::size).sum() + reports.size() + steps.size();
    }
}
