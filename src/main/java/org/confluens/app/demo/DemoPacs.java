package org.confluens.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Part10;

/** The PACS of the demonstration, asked what it holds. */
interface DemoPacs {

    /** The instance, if it has arrived. */
    Optional<Part10> instance(String sopInstanceUid) throws IOException;

    /** The SOP Instance UIDs of the structured reports of a study. */
    List<String> reports(String studyInstanceUid) throws IOException;

    /** By address: Orthanc's REST API, or the folder of the demonstration's own store. */
    static DemoPacs at(String address) {
        return address.startsWith("http") ? new OrthancPacs(address) : new FolderPacs(Path.of(address));
    }
}
