package org.confluens.worklist.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.confluens.dicom.data.Tag;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.WorklistItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we publish as files is what the servers that read such files then answer. */
class FilePublisherPeerIT {

    private static final String STATION_KEY = "(0040,0100)[0].ScheduledStationAETitle=ANGIO1";

    @TempDir
    Path folder;

    @Test
    @NeedsPeer({"wlmscpfs", "findscu"})
    void isServedByWlmscpfs() throws Exception {
        Path files = Files.createDirectory(folder.resolve("WL"));
        Files.createFile(files.resolve("lockfile"));
        int port = PeerProgram.freePort();
        try (PeerProgram server = Dcmtk.serve("wlmscpfs", port, "-dfp", folder)) {
            publishAndTakeBack(files, port);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    @NeedsPeer({"Orthanc", "findscu"})
    void isServedByOrthanc() throws Exception {
        Path files = Files.createDirectory(folder.resolve("worklists"));
        int port = PeerProgram.freePort();
        Path configuration = Files.writeString(folder.resolve("orthanc.json"), orthanc(files, port));
        try (PeerProgram server = PeerProgram.serve(Map.of(), port, List.of("Orthanc", configuration.toString()))) {
            publishAndTakeBack(files, port);
            assertThat(server.isAlive()).isTrue();
        }
    }

    private String orthanc(Path files, int port) {
        return """
                {"Name": "WL", "DicomAet": "WL", "DicomPort": %d, "DicomCheckCalledAet": false,
                 "DicomAlwaysAllowFind": true, "DicomAlwaysAllowFindWorklist": true, "DicomAlwaysAllowEcho": true,
                 "HttpServerEnabled": false, "RemoteAccessAllowed": false,
                 "StorageDirectory": "%s", "IndexDirectory": "%s",
                 "Plugins": ["/usr/share/orthanc/plugins/libModalityWorklists.so"],
                 "Worklists": {"Enable": true, "Database": "%s"}}
                """.formatted(port, folder.resolve("storage"), folder.resolve("storage"), files);
    }

    private static void publishAndTakeBack(Path folder, int port) throws Exception {
        FilePublisher publisher = new FilePublisher(folder);
        WorklistItem item =
                ItemBuilder.item().with(Tag.PatientName, "Äneas^Rüdiger").build();
        publisher.put(item);
        publisher.put(item);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }

        assertThat(ask(port)).contains("[ACC1").contains("[SPS1");
        publisher.remove(item);
        assertThat(ask(port)).doesNotContain("[ACC1");
    }

    private static String ask(int port) {
        return Dcmtk.run(
                        "findscu",
                        "-v",
                        "-W",
                        "-aec",
                        "WL",
                        "localhost",
                        port,
                        "-k",
                        "AccessionNumber",
                        "-k",
                        STATION_KEY,
                        "-k",
                        "(0040,0100)[0].ScheduledProcedureStepID")
                .output();
    }
}
