package org.confluens.app.demo;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;

/** Orthanc, by its REST API. */
final class OrthancPacs implements DemoPacs {

    private final RestClient http;

    OrthancPacs(String address) {
        this.http = new RestClient(address);
    }

    @Override
    public Optional<Part10> instance(String sopInstanceUid) throws IOException {
        List<String> ids = find("SOPInstanceUID", sopInstanceUid);
        return ids.isEmpty() ? Optional.empty() : Optional.of(file(ids.get(0)));
    }

    @Override
    public List<String> reports(String studyInstanceUid) throws IOException {
        List<String> uids = new ArrayList<>();
        for (String id : find("StudyInstanceUID", studyInstanceUid)) {
            Part10 file = file(id);
            if (file.dataset().string(Tag.Modality, "").equals("SR")) {
                uids.add(file.dataset().string(Tag.SOPInstanceUID, ""));
            }
        }
        return uids;
    }

    private List<String> find(String key, String uid) throws IOException {
        JsonArray ids = http.post(
                        "/tools/find",
                        Json.createObjectBuilder()
                                .add("Level", "Instance")
                                .add(
                                        "Query",
                                        Json.createObjectBuilder().add(key, uid).add("Modality", "SR"))
                                .build())
                .asJsonArray();
        return ids.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private Part10 file(String id) throws IOException {
        return Part10.read(
                new ByteArrayInputStream(http.bytes("/instances/" + id + "/file")), ReadOptions.keepEverything());
    }
}
