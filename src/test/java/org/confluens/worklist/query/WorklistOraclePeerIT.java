package org.confluens.worklist.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.ItemRules;
import org.confluens.worklist.Stations;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same items and the same queries by findscu: we find what DCMTK's worklist server finds, or the table says why not. */
@NeedsPeer({"findscu", "wlmscpfs"})
class WorklistOraclePeerIT {

    private static final String AE_TITLE = "WORKLIST";
    private static final Pattern STEP_ID = Pattern.compile("\\(0040,0009\\) SH \\[(S\\d+) *\\]");
    private static final Pattern ELEMENT = Pattern.compile("I: +(\\([0-9a-f]{4},[0-9a-f]{4}\\) [A-Z]{2}) (.*?)#");
    private static final String REFUSED = "refused";

    @TempDir
    static Path folder;

    private static WorklistDatabase database;
    private static DimseServer ours;
    private static PeerProgram theirs;
    private static int theirPort;

    record Query(String keys, String difference, String ours) {}

    static Stream<Query> queries() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                WorklistOraclePeerIT.class.getResourceAsStream("oracle.csv"), StandardCharsets.UTF_8))) {
            return reader
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(";", -1))
                    .map(cells -> new Query(cells[0], cells[1], cells[2]))
                    .toList()
                    .stream();
        }
    }

    private static List<Dataset> items() {
        return List.of(
                item(1).with(Tag.RequestedProcedurePriority, "STAT")
                        .with(Tag.ReferringPhysicianName, "POE^EDGAR")
                        .with(Tag.StudyDate, "20261120")
                        .with(Tag.StudyTime, "0830")
                        .step(Tag.ScheduledPerformingPhysicianName, "KILDARE^JAMES")
                        .dataset(),
                item(2).with(Tag.PatientName, "DOE^JOHN")
                        .with(Tag.PatientSex, "M")
                        .with(Tag.PatientBirthDate, "19650415")
                        .with(Tag.AdmissionID, "A7")
                        .with(Tag.CurrentPatientLocation, "WARD 3")
                        .at("20261124", "1100")
                        .dataset(),
                item(3).with(Tag.PatientName, "ROE^RICHARD^^DR")
                        .with(Tag.PatientID, "P3*")
                        .with(Tag.RequestingPhysician, "ROE^RITA")
                        .step(Tag.ScheduledStationAETitle, "ANGIO1", "ANGIO2")
                        .step(Tag.ScheduledStationName, "ROOM 2")
                        .step(Tag.ScheduledProcedureStepLocation, "BASEMENT")
                        .at("20261125", "0715")
                        .dataset(),
                item(4).with(Tag.SpecificCharacterSet, "ISO_IR 192")
                        .with(Tag.PatientName, "Äneas^Rüdiger")
                        .with(Tag.IssuerOfPatientID, "TOWN")
                        .step(Tag.Modality, "MR")
                        .step(Tag.ScheduledStationAETitle, "MR1")
                        .step(Tag.ScheduledProcedureStepDescription, "Magnetic resonance venography")
                        .at("20261123", "1400")
                        .dataset(),
                item(5).without(Tag.AccessionNumber)
                        .without(Tag.IssuerOfPatientID)
                        .at("20261123", "0930")
                        .dataset());
    }

    private static ItemBuilder item(int number) {
        return ItemBuilder.item().numbered(number).step(Tag.ScheduledProcedureStepID, "S" + number);
    }

    @BeforeAll
    static void serveTheSameItems() throws Exception {
        database = WorklistDatabase.inMemory();
        Path files = Files.createDirectory(folder.resolve(AE_TITLE));
        Files.createFile(files.resolve("lockfile"));
        ItemRules rules = new ItemRules(Stations.parse("", ""));
        for (Dataset item : items()) {
            rules.items(item).forEach(i -> database.store().add(i, "TEST"));
            String name = "item" + item.string(Tag.StudyInstanceUID, "") + ".wl";
            Files.write(
                    files.resolve(name),
                    Part10.of(worklistFile(item), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                            .bytes());
        }
        theirPort = PeerProgram.freePort();
        theirs = Dcmtk.serve("wlmscpfs", theirPort, "-dfp", folder);
        ours = DimseServer.builder()
                .ae(
                        AE_TITLE,
                        List.of(new ServiceOffer(
                                Set.of(UID.ModalityWorklistInformationModelFind),
                                List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian),
                                find())))
                .start();
    }

    /** wlmscpfs knows a worklist file by its content alone, but DCMTK reads no file without these. */
    private static Dataset worklistFile(Dataset item) {
        return item.toBuilder()
                .put(Tag.SOPClassUID, UID.ModalityWorklistInformationModelFind)
                .put(Tag.SOPInstanceUID, item.string(Tag.StudyInstanceUID, "") + ".1")
                .build();
    }

    private static WorklistFind find() {
        WorklistPolicy policy = new WorklistPolicy(
                100, EnumSet.allOf(StepState.class), Duration.ZERO, Set.of(), new Stations(Map.of(), List.of()), "");
        return new WorklistFind(new WorklistSearch(database.dataSource()), policy, WorklistDatabase.CLOCK);
    }

    @AfterAll
    static void stop() throws Exception {
        ours.close();
        theirs.close();
        database.close();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void findsWhatTheOracleFinds(Query query) {
        Set<String> found = ask(ours.port(), query.keys());
        Set<String> oracle = ask(theirPort, query.keys());

        if (query.difference().isEmpty()) {
            assertThat(found).isEqualTo(oracle);
        } else {
            List<String> expected = Arrays.stream(query.ours().split(" "))
                    .filter(id -> !id.isEmpty())
                    .toList();
            assertThat(found).as(query.difference()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /**
     * Every key of the table asked for as a return key: what the oracle returns we return, with the same value. But it says
     * of a pregnancy that nobody knows of that it is unknown, and we tell the state of a step that came without one.
     */
    @Test
    void returnsWhatTheOracleReturns() {
        List<Object> arguments = new ArrayList<>(List.of("-v", "-W", "-aec", AE_TITLE, "-k", "PatientID=P1", "-k"));
        arguments.add("RequestedProcedureID=RP1");
        KeyTable.root().values().stream()
                .filter(key -> key.tag() != Tag.PatientID && key.tag() != Tag.RequestedProcedureID)
                .forEach(key -> addReturnKeys(arguments, "", key));

        Set<String> theirs = returned(theirPort, arguments);
        theirs.removeAll(Set.of("(0010,21c0) US 4", "(0040,0020) CS (no value available)"));
        assertThat(theirs).hasSizeGreaterThan(30);
        assertThat(returned(ours.port(), arguments)).containsAll(theirs);
    }

    private static void addReturnKeys(List<Object> arguments, String path, Key key) {
        String keyword = path + "(%04X,%04X)".formatted(key.tag() >>> 16, key.tag() & 0xFFFF);
        if (key.nested().isEmpty()) {
            arguments.addAll(List.of("-k", keyword));
        }
        key.nested().values().forEach(nested -> addReturnKeys(arguments, keyword + "[0].", nested));
    }

    private static Set<String> returned(int port, List<Object> query) {
        List<Object> arguments = new ArrayList<>(query);
        arguments.addAll(List.of("localhost", port));
        String output = Dcmtk.run("findscu", arguments.toArray()).output();
        Set<String> elements = new TreeSet<>();
        Matcher element = ELEMENT.matcher(output.substring(output.indexOf("Find Response: 1")));
        while (element.find()) {
            String value =
                    element.group(1).endsWith("SQ") ? "" : element.group(2).strip();
            elements.add(element.group(1) + " " + value);
        }
        return elements;
    }

    private static Set<String> ask(int port, String keys) {
        List<Object> arguments = new ArrayList<>(List.of("-v", "-W", "-aec", AE_TITLE, "localhost", port));
        boolean stepNamed = false;
        for (String key : keys.split("&")) {
            stepNamed |= key.startsWith("@ScheduledProcedureStepID");
            arguments.add("-k");
            arguments.add(key.replace("@", "(0040,0100)[0]."));
        }
        if (!stepNamed) {
            arguments.add("-k");
            arguments.add("(0040,0100)[0].ScheduledProcedureStepID");
        }
        String output = Dcmtk.run("findscu", arguments.toArray()).output();
        if (output.contains("Failed") || output.contains("Error: ")) {
            return Set.of(REFUSED);
        }
        assertThat(output).contains("Final Find Response (Success)");
        Set<String> found = new TreeSet<>();
        Matcher ids = STEP_ID.matcher(output.substring(output.indexOf("Request Identifiers")));
        while (ids.find()) {
            found.add(ids.group(1));
        }
        return found;
    }
}
