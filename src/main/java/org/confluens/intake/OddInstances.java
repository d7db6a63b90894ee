package org.confluens.intake;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.confluens.dicom.data.ReadProblem;
import org.confluens.dicom.data.Tags;
import org.confluens.platform.log.Log;

/** Tells in the log, once for each sender and kind, what is against the standard in instances that were taken all the same. */
final class OddInstances {

    private static final Log LOG = Log.of(OddInstances.class);
    private static final int MOST = 10_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Passes on what reading an instance met. */
    void tell(String callingAeTitle, List<ReadProblem> problems) {
        for (ReadProblem problem : problems) {
            if (told.size() < MOST && told.add(callingAeTitle + '\\' + problem.code())) {
                LOG.warning(
                        "Instances of {0} are odd and taken all the same: {1}, first seen at {2}",
                        callingAeTitle, problem.code(), Tags.format(problem.tag()));
            }
        }
    }
}
