package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.UID;
import org.confluens.peer.NeedsPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of every script and state go into other archives and come out equal. */
class SrArchivePeerIT {

    @TempDir
    Path folder;

    @Test
    @NeedsPeer("storescp")
    void comeBackEqualFromDcmtk() throws Exception {
        Map<String, SrDocument> documents = documents();

        assertThat(Archives.throughDcmtk(documents, folder)).containsExactlyInAnyOrderEntriesOf(documents);
    }

    @Test
    @NeedsPeer("Orthanc")
    void comeBackEqualFromOrthanc() throws Exception {
        Map<String, SrDocument> documents = documents();

        assertThat(Archives.throughOrthanc(documents, folder)).containsExactlyInAnyOrderEntriesOf(documents);
    }

    /** Names of every script, each as a draft, a completed, a verified and an amended report, and a rejection note. */
    private static Map<String, SrDocument> documents() throws SrException {
        List<SrDocument> documents = new ArrayList<>();
        for (String name : PersonNames.ALL) {
            String uid = "2.25.50" + documents.size();
            SrDocument draft = AllValueTypes.in(UID.ComprehensiveSRStorage, name).toBuilder()
                    .sopInstance(uid)
                    .build();
            SrDocument completed = LifeCycle.complete(
                    LifeCycle.next(draft, new Version(uid + "1", Samples.MOMENT)), Optional.of("read"));
            VerifyingObserver observer =
                    VerifyingObserver.of(PersonName.parse(name), Optional.empty(), "TEST", Samples.MOMENT);
            SrDocument verified = LifeCycle.verify(completed, observer, new Version(uid + "2", Samples.MOMENT));
            SrDocument amended = LifeCycle.revise(verified, new Version(uid + "3", Samples.MOMENT));
            documents.addAll(List.of(draft, completed, verified, amended));
        }
        SrDocument last = documents.get(documents.size() - 1);
        documents.add(KeyObjectSelection.rejection(RejectionReason.QUALITY, "withdrawn", List.of(last.asMember()))
                .sopInstance("2.25.599")
                .context(last.context())
                .series(KeyObjectSelection.series("2.25.598", 901, "Rejection notes"))
                .equipment(last.equipment())
                .contentAt(Samples.MOMENT)
                .build());
        Map<String, SrDocument> byInstance = new LinkedHashMap<>();
        documents.forEach(document -> byInstance.put(document.sopInstanceUid(), document));
        return byInstance;
    }
}
